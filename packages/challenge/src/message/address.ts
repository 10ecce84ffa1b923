import type { Channel, Contacts } from '@countersign/events';
import { quarantineMs } from '../contact/known-contacts.ts';

/** Where a code may go; or why nowhere: no contact is known (yet), or none of the kinds that the challenge allows. */
export type Address =
  | { readonly ok: true; readonly channel: 'email'; readonly to: string }
  | { readonly ok: false; readonly reason: 'no_contact' | 'no_channel' | 'quarantined' };

/**
 * The address for a challenge's code. A changed e-mail address is in quarantine: codes go to the one that was verified
 * before the change. A first contact is not quarantined (DEL-22). E-mail is the only channel there is so far.
 */
export function addressFor(channels: readonly Channel[], contacts: Contacts | undefined, nowMs: number): Address {
  if (!channels.includes('email')) return { ok: false, reason: 'no_channel' };
  const email = contacts?.email;
  if (email === undefined) return { ok: false, reason: 'no_contact' };
  const { changedAt, previous } = email;
  const isQuarantined =
    previous !== undefined && changedAt !== undefined && nowMs < Date.parse(changedAt) + quarantineMs;
  if (!isQuarantined) return { ok: true, channel: 'email', to: email.value };
  if (previous.verifiedAt === undefined) return { ok: false, reason: 'quarantined' };
  return { ok: true, channel: 'email', to: previous.value };
}
