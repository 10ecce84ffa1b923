import type { Decision } from '@countersign/events';

/**
 * Makes decisions part of the traces that upstream began. To its implementer: record that the event was decided as a child
 * of `parent` (a W3C traceparent), and return the traceparent to hand on with the decision; called for every event, so be quick.
 */
export interface ScorerTrace {
  decided(parent: string | undefined, decision: Decision): string | undefined;
}

/** Makes no spans and hands the context on as it came. */
export const untracedScorer: ScorerTrace = { decided: (parent) => parent };
