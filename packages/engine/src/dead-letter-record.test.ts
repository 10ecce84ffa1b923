import { expect, test } from 'vitest';
import { deadLetterOf } from './dead-letter-record.ts';
import type { LogRecord } from './ports/event-log.ts';

const record = (over: Partial<LogRecord>): LogRecord => ({
  topic: 'account.events',
  partition: 3,
  offset: 7,
  timestampMs: 1_772_357_400_000,
  key: Buffer.from('ana'),
  value: Buffer.from('{'),
  headers: { 'content-type': Buffer.from('text/plain') },
  ...over,
});
const letter = (of: LogRecord) => deadLetterOf(of, 'too_large', 'The value is too large.', 'risk.dead-letters');
const text = (bytes: Uint8Array | undefined): string => Buffer.from(bytes ?? []).toString();

test('keeps key, value and headers as they are, and says why and where', () => {
  const value = Buffer.alloc(900_000, 'x');
  const made = letter(record({ value }));
  expect(made).toMatchObject({ topic: 'risk.dead-letters', key: Buffer.from('ana'), value });
  expect(text(made.headers?.['content-type'])).toBe('text/plain');
  expect(text(made.headers?.['countersign-id'])).toBe('account.events/3/7');
  expect(made.headers?.['countersign-original-bytes']).toBeUndefined();
});

test.each([
  ['value', { value: Buffer.alloc(2_000_000, 'x') }, '2000000'],
  ['key', { key: Buffer.alloc(2_000_000, 'x') }, '1'],
  ['header', { headers: { junk: Buffer.alloc(2_000_000, 'x') } }, '1'],
])('of a record with a %s that no topic takes, keeps the beginning and says how long it was', (_, over, bytes) => {
  const { key, value, headers } = letter(record(over));
  const size =
    (key?.length ?? 0) + (value?.length ?? 0) + Object.values(headers ?? {}).reduce((sum, b) => sum + b.length, 0);
  expect(size).toBeLessThan(70_000);
  expect(text(headers?.['countersign-original-bytes'])).toBe(bytes);
  expect(text(headers?.['countersign-error-code'])).toBe('too_large');
});
