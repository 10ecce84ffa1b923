import type { NoticeKind } from '@countersign/challenge';
import type { OutcomeKind } from '@countersign/events';
import type { ChallengeAnswer } from './challenge-use-cases.ts';

/** What the notifier tells telemetry; every call is cheap and must not throw. Nothing here names a person (SEC-06). */
export interface NotifierObserver {
  claimed(purpose: string): void;
  /** A challenge that was claimed before came again. */
  duplicate(): void;
  deadLetter(code: string, topic: string): void;
  contactsStored(): void;
  /** A language or time zone that nobody knows: the default serves instead. */
  contactNameUnknown(what: 'language' | 'timeZone'): void;
  /** Stored contacts could not be opened: `unknown_key`, `damaged`. */
  contactsUnreadable(reason: string): void;
  /** A provider answered; `reason` when it did not take the message. */
  messageHandedOver(channel: string, durationMs: number, reason: string | undefined): void;
  /** `result`: raised, budget, no_contact, sent, or why the provider did not take it. */
  notice(kind: NoticeKind, result: string): void;
  /** Something spoke against an address, and another channel was tried: `country_not_allowed`, `prefix_budget` … */
  channelRefused(channel: string, reason: string): void;
  /** A provider reported what became of a message: delivered, undelivered or under_way. */
  receipt(provider: string, channel: string, state: string): void;
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
  contactNameUnknown: nothing,
  contactsUnreadable: nothing,
  messageHandedOver: nothing,
  notice: nothing,
  channelRefused: nothing,
  receipt: nothing,
  outcome: nothing,
  published: nothing,
  answered: nothing,
  failed: nothing,
};
