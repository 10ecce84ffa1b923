import type { Decision } from '@countersign/events';

/**
 * Makes what the scorer does part of the traces that upstream began. To its implementer: all calls are synchronous, and most
 * come for every event, so be quick where a trace is not recorded.
 */
export interface ScorerTrace {
  /** A chunk of records of a topic was read. */
  chunk(topic: string): ChunkTrace;
}

/** What a trace tells of a decision. */
export interface DecidedNote extends Pick<Decision, 'id' | 'eventType' | 'action' | 'score'> {
  readonly isChallenged: boolean;
}

/** What becomes of the records of one chunk. */
export interface ChunkTrace {
  /** An event was decided in the trace of `parent` (a W3C traceparent); returns the traceparent to hand on with the decision. */
  decided(parent: string | undefined, decision: DecidedNote): string | undefined;
  /** An outcome was learned from. */
  learned(parent: string | undefined, kind: string): void;
  /** What was decided is durable, and on its way to the log. */
  publishing(): void;
  /** Comes once: everything was done, or given up and will be done again. */
  ended(how: 'done' | 'given up'): void;
}

const nothing = (): void => {};
const untracedChunk: ChunkTrace = {
  decided: (parent) => parent,
  learned: nothing,
  publishing: nothing,
  ended: nothing,
};

/** Makes no spans and hands the context on as it came. */
export const untracedScorer: ScorerTrace = { chunk: () => untracedChunk };
