import type { ScorerObserver } from '@countersign/engine';
import { metrics } from '@opentelemetry/api';

/** Counts what a scorer does, on the OpenTelemetry metrics API. Make it after metrics were started. */
export function scorerMetrics(): ScorerObserver {
  const meter = metrics.getMeter('countersign');
  const counter = (name: string, description: string) => meter.createCounter(name, { description });
  const decisions = counter('countersign.decisions', 'Decisions made, by action and event type');
  const duplicates = counter('countersign.duplicates', 'Events that came again and got no second decision');
  const deadLetters = counter('countersign.dead_letters', 'Records that could not be used, by code');
  const forwards = counter('countersign.forwards', 'Records moved to the partition of their account, by source');
  const unknownFields = counter('countersign.unknown_fields', 'Names inside events that nobody knows');
  const outcomes = counter('countersign.outcomes_applied', 'Outcomes that changed a profile, by kind');
  const takeovers = counter('countersign.takeovers', 'Partitions taken over');
  const moved = counter('countersign.moved', 'Batches refused because the state had moved on');
  const steps = meter.createHistogram('countersign.batch_step', {
    description: 'Time a batch spends in a step',
    unit: 'ms',
  });
  return {
    decided: ({ action, eventType }) => decisions.add(1, { action, event_type: eventType }),
    duplicate: (eventType) => duplicates.add(1, { event_type: eventType }),
    deadLetter: (code, topic) => deadLetters.add(1, { code, topic }),
    forwarded: (source) => forwards.add(1, { source }),
    unknownFields: (count) => unknownFields.add(count),
    outcomeApplied: (kind) => outcomes.add(1, { kind }),
    tookOver: () => takeovers.add(1),
    moved: () => moved.add(1),
    step: (name, durationMs) => steps.record(durationMs, { step: name }),
  };
}
