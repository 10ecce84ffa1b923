import type {
  BudgetLimits,
  ConversionLimits,
  MessageIdentity,
  SharedKind,
  SharedLimits,
  TryDelayLimits,
} from '@countersign/challenge';
import type { CaseStore } from '../ports/case-store.ts';
import type { ChallengeStore } from '../ports/challenge-store.ts';
import type { Clock } from '../ports/clock.ts';
import type { ContactEnvelope } from '../ports/contact-envelope.ts';
import type { ContactStore } from '../ports/contact-store.ts';
import type { ContactVault } from '../ports/contact-vault.ts';
import type { LogPublisher } from '../ports/event-log.ts';
import type { Geo } from '../ports/geo.ts';
import type { Mac } from '../ports/mac.ts';
import type { Senders } from '../ports/message-sender.ts';
import type { Randomness } from '../ports/randomness.ts';
import type { TopicNames } from '../topic-names.ts';
import type { NotifierObserver } from './notifier-observer.ts';
import type { NotifierTrace } from './notifier-trace.ts';

/** Everything outside that the notifier works with. `mac` needs the purposes pseudonym, code, outcome and link. */
export interface NotifierPorts {
  readonly challenges: ChallengeStore;
  readonly contacts: ContactStore;
  /** Held decisions: one that a person released may approve an authenticator; without it only challenges do (OTP-20). */
  readonly cases?: CaseStore | undefined;
  readonly vault: ContactVault;
  /** Opens contacts that upstream sealed; without it such records are refused. */
  readonly envelope?: ContactEnvelope | undefined;
  /** Who carries messages, by channel. */
  readonly senders: Senders;
  readonly publisher: LogPublisher;
  readonly clock: Clock;
  readonly randomness: Randomness;
  readonly mac: Mac;
  /** Where a code was typed; without it a verifier has no place. */
  readonly geo?: Geo | undefined;
}

export interface NotifierSettings {
  readonly topics: TopicNames;
  /** What customers see of the sender. */
  readonly identity: MessageIdentity;
  /** Where customers reach the pages of the notifier, without a slash at the end; without it mail has no link (OTP-34). */
  readonly publicUrl?: string | undefined;
  /** Budgets of an account; those that ship when absent. */
  readonly budgets?: BudgetLimits;
  /** Budgets of destinations, blocks of numbers, devices and IP addresses; those that ship where absent. */
  readonly shared?: Readonly<Partial<Record<SharedKind, SharedLimits>>>;
  /** When failed tries make their source wait; as it ships when absent. */
  readonly tryDelay?: TryDelayLimits;
  /** How long a changed contact gets no code, milliseconds; 72 hours when absent (OTP-31). */
  readonly quarantineMs?: number;
  /** ISO 3166-1: the country of phone numbers that name none. */
  readonly phoneCountry?: string | undefined;
  /** Countries (ISO 3166-1 alpha-2) whose phones get SMS and calls; absent or empty: no phone does (OTP-35). */
  readonly phoneCountries?: readonly string[] | undefined;
  /** When an area of phone numbers gets nothing for a while; the limits that ship when absent. */
  readonly conversion?: ConversionLimits;
  readonly observer: NotifierObserver;
  readonly trace: NotifierTrace;
}

/** Times and bounds of the notifier, the same everywhere. */
export const notifierLimits = {
  /** A message or an outbox that somebody took is left to them for so long: a provider may take 10 s (DEL-16). */
  leaseMs: 15_000,
  /** Challenges worked on at the same time, most of them waiting for a provider. */
  sending: 50,
  /** Outcomes published at once. */
  batch: 200,
  /** An outcome waits so long for others: a look at the outbox costs as much for many as for one. */
  gatherMs: 20,
  /** Pause of the loops when there is nothing to do; new work wakes them at once. */
  idleMs: 500,
  /** Pause after a step that failed. */
  failurePauseMs: 1_000,
  /** A challenge is remembered so long after its expiry: longer than the topic keeps the record that made it. */
  keepMs: 8 * 86_400_000,
  /** An account's budget is remembered so long after its last challenge: failed tries count for 30 days. */
  keepBudgetMs: 31 * 86_400_000,
  /** The counts of an area of phone numbers are remembered so long after its last message; the window is shorter. */
  keepConversionMs: 3_600_000,
  /** Receipts are remembered so long, so that one that comes again does nothing; providers repeat within hours. */
  keepReceiptMs: 2 * 86_400_000,
  /** How often a change is tried again because somebody else changed the challenge meanwhile. */
  conflicts: 20,
} as const;
