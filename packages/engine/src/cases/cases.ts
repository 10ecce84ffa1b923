import { type Loop, startLoop } from '../notifier/loop.ts';
import { untraced } from '../notifier/notifier-trace.ts';
import { createSweepOutbox } from '../notifier/sweep-outbox.ts';
import type { LogRecord } from '../ports/event-log.ts';
import type { TopicNames } from '../topic-names.ts';
import { createCaseLedger } from './case-ledger.ts';
import type { CasePorts, CaseSettings } from './case-ports.ts';
import { type CaseUseCases, createCaseUseCases } from './case-use-cases.ts';
import { createEndOverdue } from './end-overdue.ts';
import { createTakeInDecisions } from './take-in-decisions.ts';

/**
 * Held and reviewed decisions until somebody, or the deadline, ends them (CASE-01). Any number of copies may run on the same
 * store; what one leaves behind, another finishes (DEL-16).
 */
export interface Cases extends CaseUseCases {
  /** For `CommittedInput.run`, with the topics of `caseInputs`. */
  handle(records: readonly LogRecord[]): Promise<void>;
  /** One round over what is overdue; resolves with the number of cases taken. */
  endOverdue(): Promise<number>;
  /** One round over the outbox; resolves with the number of resolutions published. */
  sweepOutbox(): Promise<number>;
  /** Runs both rounds again and again, driven by the clock. */
  start(): { stop(): Promise<void> };
}

/** The topics that cases come from. */
export const caseInputs = (names: TopicNames): readonly string[] => [names.decisions];

export function createCases(ports: CasePorts, settings: CaseSettings): Cases {
  const { clock, publisher } = ports;
  const { observer } = settings;
  let outbox: Loop | undefined;
  const ledger = createCaseLedger(ports, settings, () => outbox?.wake());
  const endOverdue = createEndOverdue(ports, settings, ledger);
  const sweepOutbox = createSweepOutbox({ challenges: ports.cases, publisher, clock }, { observer, trace: untraced });
  return {
    ...createCaseUseCases(ports, settings, ledger),
    handle: createTakeInDecisions(ports, settings, ledger),
    endOverdue,
    sweepOutbox,
    start() {
      const due = startLoop(endOverdue, clock, (error) => observer.failed('deadline', error));
      const sweeping = startLoop(sweepOutbox, clock, (error) => observer.failed('sweep', error));
      outbox = sweeping;
      return {
        async stop() {
          await due.stop();
          await sweeping.stop();
        },
      };
    },
  };
}
