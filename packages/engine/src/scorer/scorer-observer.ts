import type { Decision } from '@countersign/events';

/** What the scorer tells telemetry; every call is cheap and must not throw. */
export interface ScorerObserver {
  decided(decision: Decision): void;
  duplicate(eventType: string): void;
  deadLetter(code: string, topic: string): void;
  /** `source` of the producer that hashes keys differently (DEL-10). */
  forwarded(source: string): void;
  unknownFields(count: number): void;
  outcomeApplied(kind: string): void;
  tookOver(partition: number, republished: number): void;
  moved(partition: number): void;
  /** Milliseconds a batch spent in a step. */
  step(name: 'load' | 'score' | 'record' | 'apply' | 'publish', durationMs: number, records: number): void;
}

const nothing = (): void => {};

/** Tells nobody. */
export const silentObserver: ScorerObserver = {
  decided: nothing,
  duplicate: nothing,
  deadLetter: nothing,
  forwarded: nothing,
  unknownFields: nothing,
  outcomeApplied: nothing,
  tookOver: nothing,
  moved: nothing,
  step: nothing,
};
