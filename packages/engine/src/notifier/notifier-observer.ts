import type { OutcomeKind } from '@countersign/events';
import type { ChallengeAnswer } from './challenge-use-cases.ts';

/** What the notifier tells telemetry; every call is cheap and must not throw. Nothing here names a person (SEC-06). */
export interface NotifierObserver {
  claimed(purpose: string): void;
  /** A challenge that was claimed before came again. */
  duplicate(): void;
  deadLetter(code: string, topic: string): void;
  contactsStored(): void;
  /** Stored contacts could not be opened: `unknown_key`, `damaged`. */
  contactsUnreadable(reason: string): void;
  /** A provider answered; `reason` when it did not take the message. */
  messageHandedOver(channel: string, durationMs: number, reason: string | undefined): void;
  /** An outcome was stored; it is published later. */
  outcome(kind: OutcomeKind): void;
  published(outcomes: number): void;
  answered(operation: 'verify' | 'resend' | 'status' | 'report', answer: ChallengeAnswer): void;
  /** Something outside failed; it is tried again. */
  failed(work: 'take_in' | 'drive' | 'sweep' | 'answer', error: unknown): void;
}

const nothing = (): void => {};

/** Tells nobody. */
export const silentNotifierObserver: NotifierObserver = {
  claimed: nothing,
  duplicate: nothing,
  deadLetter: nothing,
  contactsStored: nothing,
  contactsUnreadable: nothing,
  messageHandedOver: nothing,
  outcome: nothing,
  published: nothing,
  answered: nothing,
  failed: nothing,
};
