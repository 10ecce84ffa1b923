import type { Contacts } from '@countersign/events';
import type { MessageChannel, MessageChannelName } from '../channels/message-channel.ts';
import { quarantineMs } from '../contact/known-contacts.ts';

/** Where a code may go. */
export interface Address {
  readonly channel: MessageChannelName;
  readonly to: string;
}

/** The addresses of an account, best first; or why there is none: no contact is known (yet), or none of the kinds that the challenge allows. */
export type Addresses =
  | { readonly ok: true; readonly addresses: readonly [Address, ...Address[]] }
  | { readonly ok: false; readonly reason: 'no_contact' | 'no_channel' | 'quarantined' };

/**
 * The addresses that a challenge's code may go to, by the channels that carry messages, in their order (OTP-30). A changed contact is in
 * quarantine: codes go to the one that was verified before the change. A first contact is not quarantined (DEL-22).
 */
export function addressesFor(
  channels: readonly MessageChannel[],
  contacts: Contacts | undefined,
  nowMs: number,
): Addresses {
  if (channels.length === 0) return { ok: false, reason: 'no_channel' };
  const found = channels.map(({ name, contact }) => ({ name, at: addressOf(contacts?.[contact], nowMs) }));
  const [first, ...others] = found.flatMap(({ name, at }) => ('to' in at ? [{ channel: name, to: at.to }] : []));
  if (first !== undefined) return { ok: true, addresses: [first, ...others] };
  const isQuarantined = found.some(({ at }) => 'none' in at && at.none === 'quarantined');
  return { ok: false, reason: isQuarantined ? 'quarantined' : 'no_contact' };
}

function addressOf(
  contact: Contacts['email'],
  nowMs: number,
): { readonly to: string } | { readonly none: 'no_contact' | 'quarantined' } {
  if (contact === undefined) return { none: 'no_contact' };
  const { changedAt, previous } = contact;
  const isQuarantined =
    previous !== undefined && changedAt !== undefined && nowMs < Date.parse(changedAt) + quarantineMs;
  if (!isQuarantined) return { to: contact.value };
  return previous.verifiedAt === undefined ? { none: 'quarantined' } : { to: previous.value };
}
