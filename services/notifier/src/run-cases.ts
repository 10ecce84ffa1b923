import {
  type CasePorts,
  type CaseSettings,
  type Cases,
  type CommittedInput,
  type LogRecord,
  caseInputs,
  createCases,
} from '@countersign/engine';

/** What cases are started with. */
export interface CaseParts {
  readonly ports: CasePorts;
  readonly input: CommittedInput;
  /** A group of its own, lest held acts wait behind codes, or codes behind them. */
  readonly groupId: string;
  readonly settings: CaseSettings;
  /** Reads the same topic: what is told there besides cases. */
  readonly beside?: (records: readonly LogRecord[]) => Promise<void>;
}

/** Cases at work. */
export interface RunningCases {
  readonly cases: Cases;
  /** Rejects when reading ended for a reason that only a new start mends. */
  readonly failed: Promise<never>;
  stop(): Promise<void>;
}

const maxRecords = 500;

/** Opens a case for every held or reviewed decision, ends what is overdue and publishes resolutions until it is stopped (CASE-01). */
export async function runCases({ ports, input, groupId, settings, beside }: CaseParts): Promise<RunningCases> {
  const cases = createCases(ports, settings);
  const rounds = cases.start();
  const running = await input.run({
    groupId,
    topics: caseInputs(settings.topics),
    maxRecords,
    handle: async (records) => {
      await cases.handle(records);
      await beside?.(records);
    },
  });
  return {
    cases,
    failed: running.failed,
    async stop() {
      await running.stop();
      await rounds.stop();
    },
  };
}
