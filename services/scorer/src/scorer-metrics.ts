import type { ScorerObserver } from '@countersign/engine';
import { createInstruments, scorerMetricTable } from '@countersign/telemetry';

/** Counts what a scorer does. Make it after metrics were started. */
export function scorerMetrics(): ScorerObserver {
  const made = createInstruments(scorerMetricTable);
  return {
    decided({ action, eventType }) {
      made.events.add(1, { event_type: eventType });
      made.decisions.add(1, { action, event_type: eventType });
    },
    duplicate(eventType) {
      made.events.add(1, { event_type: eventType });
      made.duplicates.add(1, { event_type: eventType });
    },
    deadLetter: (code, topic) => made.deadLetters.add(1, { code, topic }),
    forwarded: () => made.forwards.add(1, {}),
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
}
