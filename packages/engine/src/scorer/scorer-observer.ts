import type { Action, Decision } from '@countersign/events';
import type { LogRecord } from '../ports/event-log.ts';
import type { Positions } from '../ports/partition-store.ts';

/** Where a record stands; nothing of what it holds. */
export type RecordPlace = Pick<LogRecord, 'topic' | 'partition' | 'offset'>;

/** What the scorer tells telemetry; every call is cheap and must not throw. */
export interface ScorerObserver {
  /** `read` parses what is published: only for who needs more of it. */
  decided(eventType: string, action: Action, read: () => Decision): void;
  duplicate(eventType: string): void;
  deadLetter(code: string, place: RecordPlace): void;
  /** `source` of the producer that hashes keys differently (DEL-10). */
  forwarded(source: string, place: RecordPlace): void;
  unknownFields(count: number): void;
  outcomeApplied(kind: string): void;
  tookOver(partition: number, republished: number): void;
  moved(partition: number): void;
  /** Last offset applied of every input: after a takeover, and after every batch. */
  standsAt(partition: number, positions: Positions): void;
  /** The partition is somebody else's now. */
  released(partition: number): void;
  /** Decisions could not be published; they are sent again until they are, because they are decided. */
  publishFailed(partition: number, error: unknown): void;
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
  standsAt: nothing,
  released: nothing,
  publishFailed: nothing,
  step: nothing,
};
