import { decodeEvent } from '@countersign/events';
import { expect, it } from 'vitest';
import { refusal } from './refusal.ts';

const event = {
  specversion: '1.0',
  id: 'event-1',
  source: 'shop',
  type: 'purchase.requested',
  subject: 'ann',
  time: '2026-11-23T10:00:00Z',
  data: { context: {}, amount: { minor: 100, currency: 'EUR' } },
};
const withData = (data: object): object => ({ ...event, data: { ...event.data, ...data } });

it.each([
  [{ ...event, id: undefined }, 'id is missing; allowed: a text of 1 to 256 characters, another one for every event.'],
  [{ ...event, time: 'yesterday' }, 'time is "yesterday"; allowed: an instant such as 2026-03-01T09:30:00Z.'],
  [{ ...event, data: undefined }, 'data is missing; allowed: an object.'],
  [withData({ amount: undefined }), 'data.amount is missing; allowed: an object.'],
  [withData({ amount: { minor: '12.5', currency: 'EUR' } }), 'data.amount.minor is "12.5"; allowed: a number.'],
  [withData({ amount: { minor: 12.5, currency: 'EUR' } }), 'data.amount.minor is 12.5; allowed: a whole number.'],
  [withData({ amount: { minor: -1, currency: 'EUR' } }), 'data.amount.minor is -1; allowed: at least 0.'],
  [
    withData({ amount: { minor: 1, currency: 'eur' } }),
    'data.amount.currency is "eur"; allowed: three capitals of ISO 4217.',
  ],
  [
    withData({ context: { ip: '300.1.1.1', channel: 'fax' } }),
    'data.context.ip is "300.1.1.1"; allowed: one IPv4 or IPv6 address (and 1 more).',
  ],
  [withData({ context: { channel: 'fax' } }), 'data.context.channel is "fax"; allowed: web, app, phone, store, api.'],
  [{ ...event, type: 'purchase.requestd' }, 'type is not one of version 1; did you mean purchase.requested?'],
])('%j: %s', (given, sentence) => {
  const text = JSON.stringify(given);
  const decoded = decodeEvent({ key: null, value: Buffer.from(text), headers: {} });
  expect(decoded.ok ? 'it was taken' : refusal(text, decoded)).toBe(sentence);
});
