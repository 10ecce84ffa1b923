import { type Channel, channel as channelSchema } from '@countersign/events';
import { type KnownContacts, contactForCodes, isQuarantined } from './known-contacts.ts';
import { phoneKind } from './phone-number.ts';

/** One way to bring a code to the customer, or, without `to`, to have them read it from their authenticator. */
export type Way =
  | { readonly channel: 'email' | 'sms' | 'voice'; readonly to: string; readonly verifiedAtMs?: number | undefined }
  | { readonly channel: 'authenticator'; readonly to?: undefined };

/** Why a channel, or in the end every channel, brings no code; goes into the outcome `undeliverable`. */
export type NoWay =
  /** Nothing is known of the account, or no longer anything: contacts may still be on their way. */
  | 'no_contact'
  /** The challenge allows no channel that this installation has. */
  | 'no_channel'
  /** A fixed line takes no SMS. */
  | 'no_sms'
  | 'quarantined'
  | 'sim_changed'
  | 'bounced'
  | 'password_reset'
  | 'email_alone';

/** Everything that the choice of a channel looks at. */
export interface Reaching {
  /** What the challenge allows: the policy, and what earned trust leaves of it. */
  readonly allowed: readonly Channel[];
  /** What this installation can send, and `authenticator` where the account has one. */
  readonly available: readonly Channel[];
  readonly contacts: KnownContacts | undefined;
  /** Whether messages to this address or number came back, or somebody complained of them. */
  isSuppressed(channel: 'email' | 'sms' | 'voice', to: string): boolean;
  /** How the password was last reset, by a code of ours. */
  readonly reset?: { readonly channel: Channel; readonly atMs: number } | undefined;
  /** The setting that the act changes. */
  readonly setting?: string | undefined;
  readonly quarantineMs: number;
}

/** Ways in the order in which they are to be tried, or why there is none. */
export type Ways =
  | { readonly ok: true; readonly ways: readonly [Way, ...Way[]] }
  | { readonly ok: false; readonly reason: NoWay };

/** How long a channel that reset the password approves nothing, and a phone with another SIM gets no code (OTP-39). */
export const resetMs = 24 * 3_600_000;
export const simMs = 72 * 3_600_000;

/** Changes that e-mail alone never approves: whoever reads the mail would have the account (OTP-39). */
const neverByEmail: ReadonlySet<string> = new Set(['email', 'payout', 'mfa', 'mfa_remove', 'two_step_remove']);

/**
 * The ways to bring a code to a customer, the one that they prefer first, then by strength (OTP-30). Left out are channels in
 * quarantine without a verified contact before it (OTP-31), phones whose SIM was changed, the channel that reset the password, and
 * e-mail for what it never approves (OTP-39); and addresses that bounced. The scorer looks at some of this too, with what it knew
 * when the act came; here it is looked at when the code leaves.
 */
export function waysToReach(reaching: Reaching, nowMs: number): Ways {
  const { allowed, available, contacts } = reaching;
  const preferred = contacts?.preferredChannel;
  const ordered = channelSchema.options
    .filter((one) => allowed.includes(one) && available.includes(one))
    .toSorted((a, b) => Number(b === preferred) - Number(a === preferred));
  if (ordered.length === 0) return { ok: false, reason: 'no_channel' };
  const found = ordered.map((one) => wayBy(one, reaching, nowMs));
  const [first, ...others] = found.filter((one) => typeof one !== 'string');
  if (first !== undefined) return { ok: true, ways: [first, ...others] };
  const reasons = found.filter((one) => typeof one === 'string');
  return { ok: false, reason: telling.find((one) => reasons.includes(one)) ?? 'no_contact' };
}

/** The reason that tells the most comes first: that there is no phone matters little where the e-mail address is in quarantine. */
const telling: readonly NoWay[] = [
  'email_alone',
  'quarantined',
  'sim_changed',
  'password_reset',
  'bounced',
  'no_sms',
  'no_contact',
];

function wayBy(channel: Channel, reaching: Reaching, nowMs: number): Way | NoWay {
  if (isBarredByReset(channel, reaching, nowMs)) return 'password_reset';
  if (channel === 'authenticator') return { channel };
  if (channel === 'email' && neverByEmail.has(reaching.setting ?? '')) return 'email_alone';
  const { contacts, quarantineMs } = reaching;
  const standing = channel === 'email' ? contacts?.email : contacts?.phone;
  if (standing === undefined) return 'no_contact';
  const contact = contactForCodes(standing, nowMs, quarantineMs);
  if (contact === undefined) return isQuarantined(standing, nowMs, quarantineMs) ? 'quarantined' : 'no_contact';
  const { value: to, simChangedAtMs, verifiedAtMs } = contact;
  if (channel !== 'email' && simChangedAtMs !== undefined && nowMs < simChangedAtMs + simMs) return 'sim_changed';
  if (channel === 'sms' && phoneKind(to) === 'fixed') return 'no_sms';
  return reaching.isSuppressed(channel, to) ? 'bounced' : { channel, to, verifiedAtMs };
}

/** SMS and voice end at the same phone, so what reset the password by one approves nothing by the other. */
function isBarredByReset(channel: Channel, { reset }: Reaching, nowMs: number): boolean {
  if (reset === undefined || nowMs >= reset.atMs + resetMs) return false;
  return isPhone(reset.channel) ? isPhone(channel) : reset.channel === channel;
}

const isPhone = (channel: Channel): boolean => channel === 'sms' || channel === 'voice';
