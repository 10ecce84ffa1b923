import { type KnownContacts, contactForCodes, phoneKind } from '@countersign/challenge';

/** Where a notice goes. Nobody is called for one. */
export interface NoticeAddress {
  readonly channel: 'email' | 'sms';
  readonly to: string;
}

/**
 * Where to tell a customer something: at contacts that are good for codes, mail first. A contact in quarantine hears nothing, for
 * it may be a stranger's. One that is named and cannot be sent to is told at the account's other contacts instead.
 */
export function noticeAddresses(
  to: 'everywhere' | 'once' | NoticeAddress,
  contacts: KnownContacts | undefined,
  {
    nowMs,
    quarantineMs,
    canSend,
  }: {
    readonly nowMs: number;
    readonly quarantineMs: number;
    canSend(address: NoticeAddress): boolean;
  },
): readonly NoticeAddress[] {
  if (typeof to === 'object' && canSend(to)) return [to];
  const email = contacts?.email && contactForCodes(contacts.email, nowMs, quarantineMs);
  const phone = contacts?.phone && contactForCodes(contacts.phone, nowMs, quarantineMs);
  const all: NoticeAddress[] = [];
  if (email !== undefined) all.push({ channel: 'email', to: email.value });
  if (phone !== undefined && phoneKind(phone.value) !== 'fixed') all.push({ channel: 'sms', to: phone.value });
  const open = all.filter((address) => canSend(address));
  return to === 'everywhere' ? open : open.slice(0, 1);
}
