import { CountersignError } from '@countersign/events';
import { namingFailures } from '../notifier/naming-failures.ts';
import { notifierLimits } from '../notifier/notifier-ports.ts';
import { createStanding } from '../notifier/standing.ts';
import { bearsMark, markBytes } from '../notifier/stored-state.ts';
import type { CasePorts, CaseSettings } from './case-ports.ts';
import { caseLimits } from './case-ports.ts';
import { type HeldCase, openCase, sealCase } from './held-case.ts';
import { type Ending, pendingResolution, resolutionOf } from './resolution-records.ts';

/** What became of an attempt to end a case: of several at once exactly one is `resolved`; the others are told how it ended. */
export type Ended =
  | { readonly result: 'resolved' | 'already_resolved'; readonly held: HeldCase }
  | { readonly result: 'unknown' };

/** The only writer of cases. Every method rests on durable state, and throws `store_unavailable` (retryable) when the store fails. */
export interface CaseLedger {
  /** Opens a case; one that is there already stays as it is. */
  open(held: HeldCase): Promise<'opened' | 'known'>;
  read(decisionId: string): Promise<HeldCase | undefined>;
  /** Ends a case, with its records, in one step. */
  end(decisionId: string, how: Ending): Promise<Ended>;
}

/** @param wakeOutbox there is something to publish */
export function createCaseLedger(ports: CasePorts, { topics }: CaseSettings, wakeOutbox: () => void): CaseLedger {
  const { clock, randomness, mac } = ports;
  const cases = namingFailures(ports.cases);
  const { stands, read } = createStanding(cases, clock, tooBusy);

  const write = async (held: HeldCase, expectedVersion: number, how: Ending | undefined): Promise<boolean> => {
    const mark = randomness.bytes(markBytes);
    const outbox =
      held.resolution === undefined ? [] : [pendingResolution(held, held.resolution, how?.label, topics, mac)];
    const receipt = await cases.transition({
      challengeId: held.decisionId,
      expectedVersion,
      state: sealCase(mark, held),
      outbox,
      dueAtMs: held.resolution === undefined ? held.dueAtMs : null,
      keepUntilMs: Math.max(held.dueAtMs, clock.now()) + caseLimits.keepMs,
    });
    // A client library may have sent the write twice and report the fate of the second.
    const isOurs = receipt.result === 'stored' || bearsMark(await cases.load(held.decisionId), mark);
    await receipt.durable();
    return isOurs;
  };

  return {
    open: async (held) => ((await write(held, 0, undefined)) ? 'opened' : 'known'),
    async read(decisionId) {
      const stored = await read(decisionId);
      return stored === undefined ? undefined : openCase(stored);
    },
    async end(decisionId, how) {
      for (let attempt = 0; attempt < notifierLimits.conflicts; attempt += 1) {
        const stored = await cases.load(decisionId);
        const held = stored === undefined ? undefined : openCase(stored);
        if (stored === undefined || held === undefined || held.resolution !== undefined) {
          if (!(await stands(decisionId, stored))) continue;
          return held === undefined ? { result: 'unknown' } : { result: 'already_resolved', held };
        }
        const ended = { ...held, resolution: resolutionOf(held, how, clock.now()) };
        if (!(await write(ended, stored.version, how))) continue;
        wakeOutbox();
        return { result: 'resolved', held: ended };
      }
      throw tooBusy();
    },
  };
}

const tooBusy = (): CountersignError =>
  new CountersignError('store_unavailable', `A case changed ${notifierLimits.conflicts} times meanwhile.`, {
    retryable: true,
  });
