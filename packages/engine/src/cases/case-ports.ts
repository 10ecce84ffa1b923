import type { Decision, Resolution } from '@countersign/events';
import type { CaseStore } from '../ports/case-store.ts';
import type { Clock } from '../ports/clock.ts';
import type { LogPublisher } from '../ports/event-log.ts';
import type { Mac } from '../ports/mac.ts';
import type { Randomness } from '../ports/randomness.ts';
import type { TopicNames } from '../topic-names.ts';

/** Everything outside that cases work with. `mac` needs the purpose outcome. */
export interface CasePorts {
  readonly cases: CaseStore;
  readonly publisher: LogPublisher;
  readonly clock: Clock;
  readonly randomness: Randomness;
  readonly mac: Mac;
}

/** What cases tell telemetry; every call is cheap and must not throw (SEC-06). */
export interface CaseObserver {
  opened(eventType: string): void;
  resolved(resolution: Resolution['resolution'], by: Resolution['by']): void;
  published(resolutions: number): void;
  deadLetter(code: string, topic: string): void;
  /** Something outside failed; it is tried again. */
  failed(work: 'take_in' | 'deadline' | 'sweep' | 'answer', error: unknown): void;
}

const nothing = (): void => {};

/** Tells nobody. */
export const silentCaseObserver: CaseObserver = {
  opened: nothing,
  resolved: nothing,
  published: nothing,
  deadLetter: nothing,
  failed: nothing,
};

export interface CaseSettings {
  readonly topics: TopicNames;
  readonly observer: CaseObserver;
  /** Told of every held decision before its case counts as taken in; durable when it resolves (OTP-37). */
  readonly tellHeld?: (decision: Decision) => Promise<void>;
}

/** Times and bounds of cases, the same everywhere. */
export const caseLimits = {
  /** A case is remembered so long after its end: longer than the topic keeps the decision that opened it, lest it be opened twice. */
  keepMs: 92 * 86_400_000,
  /** Overdue cases taken at once, and for how long they are left to whoever took them. */
  overdue: 50,
  leaseMs: 15_000,
} as const;
