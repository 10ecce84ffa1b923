import type { Contacts } from '@countersign/events';
import { challengeRecord, contactsOf, contactsRecord } from './notifier-records.ts';
import type { NotifierWorld } from './notifier-world.ts';

/** Milliseconds. */
export const minute = 60_000;
/** Milliseconds. */
export const hour = 60 * minute;
/** The contacts of the customer of these tests, with this address. */
export const email = (value: string, offset: number, more: Partial<Contacts> = {}) =>
  contactsRecord({ ...contactsOf('acc-1', value), ...more }, offset);
/** Id of the challenge that was asked for so many times. */
export const idOf = (seq: number): string => `0b6f4a52-3f0e-8a5d-9c41-00000000000${seq}`;
/** Asks for a code, `seq` times so far, at the world's time. */
export const asked = (world: NotifierWorld, seq: number) =>
  challengeRecord({
    id: idOf(seq),
    device: `device-${seq}`,
    createdAt: new Date(world.nowMs()).toISOString(),
    expiresAt: new Date(world.nowMs() + 10 * minute).toISOString(),
  });
/** The record as it came now. */
export const at = <Record extends { readonly timestampMs: number }>(world: NotifierWorld, record: Record): Record => ({
  ...record,
  timestampMs: world.nowMs(),
});
/** Where codes went, in order. */
export const codes = (world: NotifierWorld): readonly string[] =>
  world.messages.filter(({ id }) => !id.endsWith('.notice')).map(({ to }) => to);
/** Where notices went, in order. */
export const notices = (world: NotifierWorld): readonly string[] =>
  world.messages.filter(({ id }) => id.endsWith('.notice')).map(({ channel, to }) => `${channel} ${to}`);
