import type { LogReader, RecordPlace, ScorerObserver } from '@countersign/engine';
import { CountersignError } from '@countersign/events';
import { createInstruments, scorerMetricTable } from '@countersign/telemetry';
import type { Policy } from '@countersign/scoring';
import type { PolicyObserver } from './live-policy.ts';
import { createLagWatch } from './lag-watch.ts';
import { createLineBudget } from './line-budget.ts';

/** What the metrics of a scorer are made from. */
export interface ScorerMetricsParts {
  readonly log: { warn(message: string, fields: Readonly<Record<string, unknown>>): void };
  readonly reader: LogReader;
  readonly nowMs: () => number;
}

export interface ScorerMetrics {
  readonly observer: ScorerObserver;
  readonly policy: PolicyObserver;
  /** Ends the look at the lag, which otherwise comes every ten seconds. */
  stop(): void;
}

type Instruments = ReturnType<typeof createInstruments<typeof scorerMetricTable>>;

const lagEveryMs = 10_000;

/** Counts what a scorer does, and names in the log what producers should mend. Make it after metrics were started. */
export function scorerMetrics({ log, reader, nowMs }: ScorerMetricsParts): ScorerMetrics {
  const made = createInstruments(scorerMetricTable);
  const lag = createLagWatch(reader, (topic, partition, records) =>
    made.lag.record(records, { topic, partition: String(partition) }),
  );
  const timer = setInterval(() => void lag.refresh(), lagEveryMs);
  timer.unref();
  const deadLetters = createLineBudget(10, nowMs);
  const failures = createLineBudget(1, nowMs);
  const misplaced = createLineBudget(1, nowMs);
  const observer: ScorerObserver = {
    ...lag,
    decided(eventType, action) {
      made.events.add(1, { event_type: eventType });
      made.decisions.add(1, { action, event_type: eventType });
    },
    duplicate(eventType) {
      made.events.add(1, { event_type: eventType });
      made.duplicates.add(1, { event_type: eventType });
    },
    deadLetter(code, place) {
      made.deadLetters.add(1, { code, topic: place.topic });
      const line = deadLetters.take(code);
      if (line === undefined) return;
      log.warn('A record cannot be used; it lies in the dead letters.', {
        error_code: code,
        ...where(place, line.heldBack),
      });
    },
    forwarded(source, place) {
      made.forwards.add(1, {});
      const line = misplaced.take(source);
      if (line === undefined) return;
      log.warn(
        'A producer hashes keys differently: its record stood on the wrong partition and was moved. Use the Java client’s murmur2 partitioner, and the account id as key.',
        { source, ...where(place, line.heldBack) },
      );
    },
    publishFailed(partition, error) {
      const line = failures.take(error instanceof CountersignError ? error.code : 'unknown');
      if (line !== undefined)
        log.warn('Decisions could not be published; they are sent again until they are.', { partition, error });
    },
    unknownFields: (count) => made.unknownFields.add(count, {}),
    outcomeApplied: (kind) => made.outcomesApplied.add(1, { kind }),
    tookOver(_partition, republished) {
      made.takeovers.add(1, {});
      if (republished > 0) made.republished.add(republished, {});
    },
    moved: () => made.moved.add(1, {}),
    step(name, durationMs, records) {
      made.batchStepSeconds.record(durationMs / 1000, { step: name });
      if (name === 'apply') made.batchRecords.record(records, {});
    },
  };
  return {
    observer,
    policy: policyMetrics(made),
    stop: () => clearInterval(timer),
  };
}

/** One series per document: 1 while it decides, 0 once it no longer does. */
function policyMetrics(made: Instruments): PolicyObserver {
  const shown = { live: undefined as Policy | undefined, shadow: undefined as Policy | undefined };
  const record = (role: 'live' | 'shadow', policy: Policy | undefined, value: 0 | 1): void => {
    if (policy !== undefined)
      made.policy.record(value, { role, policy: `${policy.id}@${policy.version}`, digest: policy.digest });
  };
  return {
    reloaded: (result) => made.policyReloads.add(1, { result }),
    decides(role, policy) {
      record(role, shown[role], 0);
      record(role, policy, 1);
      shown[role] = policy;
    },
  };
}

/** `records`: how many of the kind, this one included, came since the last line. */
const where = ({ topic, partition, offset }: RecordPlace, heldBack: number) => ({
  topic,
  partition,
  offset,
  ...(heldBack > 0 && { records: heldBack + 1 }),
});
