import { decodeEvent, exampleEvent } from '@countersign/events';
import { expect, it } from 'vitest';
import { handoverEndMs } from './handover-end.ts';

const logTimeMs = Date.parse('2026-03-27T10:00:00Z');

function endOf(data: object, type: 'delivery.dispatched' | 'purchase.requested' = 'delivery.dispatched') {
  const example = exampleEvent(type, { nowMs: logTimeMs, id: 'e', accountId: 'ana' });
  const { windowStart: _start, windowEnd: _end, timeZone: _zone, ...rest } = example.data as Record<string, unknown>;
  const value = Buffer.from(JSON.stringify({ ...example, data: { ...rest, ...data } }));
  const decoded = decodeEvent({ key: Buffer.from('ana'), value, headers: {} });
  if (!decoded.ok) throw new Error(decoded.message);
  const endMs = handoverEndMs(decoded.event, logTimeMs);
  return endMs === undefined ? undefined : new Date(endMs).toISOString();
}

it.each([
  ['today where the recipient lives', { timeZone: 'Europe/Lisbon' }, '2026-03-28T00:00:00.000Z'],
  [
    'tomorrow, by the window',
    { timeZone: 'Asia/Tokyo', windowEnd: '2026-03-28T09:00:00+09:00' },
    '2026-03-28T15:00:00.000Z',
  ],
  [
    'by its start, where it has no end',
    { timeZone: 'Asia/Tokyo', windowStart: '2026-03-28T23:30:00+09:00' },
    '2026-03-28T15:00:00.000Z',
  ],
  [
    'on the day that is an hour shorter',
    { timeZone: 'Europe/Vienna', windowEnd: '2026-03-29T00:30:00Z' },
    '2026-03-29T22:00:00.000Z',
  ],
  ['in UTC, where no zone is named', {}, '2026-03-28T00:00:00.000Z'],
  ['in UTC, where nobody knows the zone', { timeZone: 'Europe/Atlantis' }, '2026-03-28T00:00:00.000Z'],
  ['within a week, whatever upstream says', { windowEnd: '2027-01-01T09:00:00Z' }, '2026-04-03T10:00:00.000Z'],
])('ends %s', (_, data, expected) => {
  expect(endOf(data)).toBe(expected);
});

it('is for deliveries alone', () => {
  expect(endOf({}, 'purchase.requested')).toBeUndefined();
});
