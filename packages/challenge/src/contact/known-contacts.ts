import type { Channel } from '@countersign/events';

/** What a contact is: SMS and voice share the phone. */
export type ContactKind = 'email' | 'phone';

/** A contact that is good for codes; instants are epoch milliseconds. */
export interface TrustedContact {
  /** In its normal form. */
  readonly value: string;
  readonly verifiedAtMs?: number | undefined;
  /** Of a phone: when its SIM was last changed, as far as upstream knows (OTP-39). */
  readonly simChangedAtMs?: number | undefined;
}

/** One contact of an account and what is known of its past. Without `value`: it was taken away. */
export interface ContactStanding extends Partial<TrustedContact> {
  /** When it took the place of another one; undefined: it is the first, or a change that a stronger factor approved. */
  readonly changedAtMs?: number | undefined;
  /** The last one that was good for codes before that. */
  readonly before?: TrustedContact | undefined;
}

/** How an account can be reached, as the notifier remembers it. */
export interface KnownContacts {
  readonly email?: ContactStanding | undefined;
  readonly phone?: ContactStanding | undefined;
  /** BCP 47 and IANA names that this machine knows; undefined where upstream said none that it knows. */
  readonly language?: string | undefined;
  readonly timeZone?: string | undefined;
  readonly preferredChannel?: Channel | undefined;
}

/** How long a changed contact gets no code, unless configured otherwise; 72 hours (OTP-31). */
export const quarantineMs = 72 * 3_600_000;

/** So long after a contact was verified, its customer may well have another one; a year. */
const contactAgeMs = 365 * 86_400_000;

/** Whether upstream should ask the customer to look at a contact again. Of one that was never verified nothing is known. */
export const isOld = (verifiedAtMs: number | undefined, nowMs: number): boolean =>
  verifiedAtMs !== undefined && nowMs - verifiedAtMs >= contactAgeMs;

/** Whether a contact is too new to be trusted with a code. */
export const isQuarantined = ({ changedAtMs }: ContactStanding, nowMs: number, forMs: number): boolean =>
  changedAtMs !== undefined && nowMs < changedAtMs + forMs;

/** The contact that codes go to at an instant: the one that is, or in quarantine the one before it; undefined: none. */
export function contactForCodes(standing: ContactStanding, nowMs: number, forMs: number): TrustedContact | undefined {
  if (isQuarantined(standing, nowMs, forMs)) return standing.before;
  const { value, verifiedAtMs, simChangedAtMs } = standing;
  return value === undefined ? undefined : { value, verifiedAtMs, simChangedAtMs };
}
