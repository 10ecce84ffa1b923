import { createHash } from 'node:crypto';
import { type AccountEvent, decodeEvent, exampleEvent } from '@countersign/events';
import { expect, test } from 'vitest';
import { bindingDigest } from './binding-of.ts';

const mac = {
  currentKid: () => 'k',
  digest: (purpose: string, input: string | Uint8Array) =>
    createHash('sha256').update(`${purpose}|`).update(input).digest(),
  knows: () => true,
};
const purchase = (over: object = {}): AccountEvent => {
  const example = exampleEvent('purchase.requested', { nowMs: 1_772_357_400_000, id: 'e1', accountId: 'ana' });
  const data = { ...(example.data as object), amount: { minor: 12_900, currency: 'EUR' }, orderId: 'o1', ...over };
  const decoded = decodeEvent({ key: null, headers: {}, value: Buffer.from(JSON.stringify({ ...example, data })) });
  if (!decoded.ok) throw new Error(decoded.message);
  return decoded.event;
};
const keys = { device: 'd', session: 's' };
const original = bindingDigest(purchase(), keys, mac);

test('is the same for the same act', () => {
  expect(bindingDigest(purchase(), { ...keys }, mac)).toBe(original);
});

test('is the same for the same order asked for again, and another for another purchase without an order (OTP-11)', () => {
  expect(bindingDigest({ ...purchase(), id: 'e2' }, keys, mac)).toBe(original);
  const alone = purchase({ orderId: undefined });
  expect(bindingDigest({ ...alone, id: 'e2' }, keys, mac)).not.toBe(bindingDigest(alone, keys, mac));
});

test.each<[what: string, event: AccountEvent, keys: object]>([
  ['amount', purchase({ amount: { minor: 12_901, currency: 'EUR' } }), keys],
  ['currency', purchase({ amount: { minor: 12_900, currency: 'USD' } }), keys],
  ['order', purchase({ orderId: 'o2' }), keys],
  ['payee', purchase({ merchant: { id: 'elsewhere', name: 'Elsewhere' } }), keys],
  ['device', purchase(), { ...keys, device: 'other' }],
  ['session', purchase(), { ...keys, session: 'other' }],
  ['account', { ...purchase(), accountId: 'ben' as AccountEvent['accountId'] }, keys],
  ['parts that run together', purchase(), { device: 'd|1:s', session: '' }],
])('is another for another %s (OTP-32)', (_, event, of) => {
  expect(bindingDigest(event, of, mac)).not.toBe(original);
});
