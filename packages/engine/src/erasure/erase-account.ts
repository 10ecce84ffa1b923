import { hasEnded } from '@countersign/challenge';
import { createCaseLedger } from '../cases/case-ledger.ts';
import type { CaseSettings } from '../cases/case-ports.ts';
import { type HeldCase, sealCase } from '../cases/held-case.ts';
import { createChallengeLedger } from '../notifier/challenge-ledger.ts';
import { namingFailures } from '../notifier/naming-failures.ts';
import type { NotifierSettings } from '../notifier/notifier-ports.ts';
import { markBytes, sealState } from '../notifier/stored-state.ts';
import { createFindRecords } from './account-records.ts';
import { type ErasurePorts, erasureLimits } from './erasure-ports.ts';
import { forgetRecord } from './forget-record.ts';

/** One erasure, as the scorer decided it. */
export interface Erasure {
  /** Id of the decision on `account.erased`: done once, however often it is read. */
  readonly decisionId: string;
  readonly accountId: string;
}

export interface ErasureSettings {
  readonly notifier: NotifierSettings;
  readonly cases: CaseSettings;
}

/** How many records are gone; undefined when the erasure was done before. */
export type Erased = { readonly challenges: number; readonly cases: number; readonly others: number } | undefined;

/**
 * Forgets an account in the notifier's stores (SEC-07): what is live ends, with its outcome, then challenges, cases, budget and
 * whatever lies under its pseudonym is overwritten and dropped. Contacts go by the tombstone of their own topic. A crash in between
 * repeats it. Throws `store_unavailable` (retryable).
 */
export function createEraseAccount(
  givenPorts: ErasurePorts,
  settings: ErasureSettings,
): (erasure: Erasure) => Promise<Erased> {
  const challenges = namingFailures(givenPorts.challenges);
  const ports: ErasurePorts = { ...givenPorts, challenges };
  const { cases, clock, randomness } = ports;
  const quiet = { due: () => {}, outbox: () => {} };
  const ledger = createChallengeLedger(ports, settings.notifier, quiet);
  const caseLedger = createCaseLedger(ports, settings.cases, quiet.outbox);
  const findRecords = createFindRecords(ports);

  /** Says of nobody anything, for the moment until the store drops it. */
  const blankCase = ({ decisionId, eventType, action, openedAtMs, dueAtMs, atDeadline }: HeldCase): HeldCase => ({
    decisionId,
    eventId: nobody,
    eventType,
    accountId: nobody,
    action,
    score: 0,
    reasons: [],
    openedAtMs,
    dueAtMs,
    atDeadline,
    keys: {},
  });
  const eraseCase = async (held: HeldCase): Promise<void> => {
    if (held.resolution === undefined) {
      await caseLedger.end(held.decisionId, { resolution: 'denied', by: 'api', note: 'The account was erased.' });
    }
    await forgetRecord(ports, cases, held.decisionId, (mark) => sealCase(mark, blankCase(held)));
  };
  const noteDone = async (id: string): Promise<void> => {
    const receipt = await challenges.transition({
      challengeId: id,
      expectedVersion: 0,
      state: randomness.bytes(markBytes),
      outbox: [],
      dueAtMs: null,
      keepUntilMs: clock.now() + erasureLimits.keepMs,
    });
    await receipt.durable();
  };

  return async ({ decisionId, accountId }) => {
    const done = `erased:${decisionId}`;
    if ((await challenges.load(done)) !== undefined) return undefined;
    const found = await findRecords(accountId);
    for (const challenge of found.challenges) {
      const { challengeId } = challenge.terms;
      if (!hasEnded(challenge)) await ledger.change(challengeId, { type: 'supersede' });
      await forgetRecord(ports, challenges, challengeId, (mark) => sealState(mark, { status: 'joined', to: nobody }));
    }
    for (const held of found.cases) await eraseCase(held);
    for (const id of found.named) await forgetRecord(ports, challenges, id, (mark) => mark);
    await noteDone(done);
    return { challenges: found.challenges.length, cases: found.cases.length, others: found.named.length };
  };
}

const nobody = 'erased';
