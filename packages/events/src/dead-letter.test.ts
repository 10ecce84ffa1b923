import { describe, expect, it } from 'vitest';
import { deadLetterHeaders, readDeadLetter } from './dead-letter.ts';
import { forwardHeaders, readForward } from './forward-headers.ts';
import { utf8Bytes } from './utf8.ts';

const place = { topic: 'account.events', partition: 3, offset: 1042, timestampMs: 1_767_603_603_957 };

describe('dead letters', () => {
  it('say in headers what was wrong and where the record stood', () => {
    const read = readDeadLetter(deadLetterHeaders(place, 'not_json', 'The value is not JSON.'));
    expect(read).toEqual({
      id: 'account.events/3/1042',
      code: 'not_json',
      message: 'The value is not JSON.',
      ...place,
    });
  });

  it('keep their message short', () =>
    expect(readDeadLetter(deadLetterHeaders(place, 'not_json', 'x'.repeat(999))).message).toHaveLength(256));

  it('read headers that are absent or no numbers as unknown', () => {
    expect(readDeadLetter({})).toMatchObject({ code: '', offset: -1 });
    for (const text of ['x', '-1', '1e3', ' 7', '9'.repeat(30)]) {
      expect(readDeadLetter({ 'countersign-original-offset': utf8Bytes(text) }).offset).toBe(-1);
    }
  });
});

describe('forwarded records', () => {
  it('keep where they came from and their first log time', () =>
    expect(readForward(forwardHeaders(place))).toEqual({
      from: 'account.events/3/1042',
      logTimeMs: place.timestampMs,
    }));

  it('are not taken for forwarded without a log time', () => {
    const { 'countersign-log-time': _, ...headers } = forwardHeaders(place);
    expect(readForward(headers)).toBeUndefined();
    expect(readForward({ ...headers, 'countersign-log-time': utf8Bytes('soon') })).toBeUndefined();
  });
});
