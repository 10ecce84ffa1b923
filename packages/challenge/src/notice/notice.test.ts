import { describe, expect, test } from 'vitest';
import { type NoticeState, answeredNotice, beginNotice, expireNotice, noticeDueAtMs, noticeLifeMs } from './notice.ts';
import { decodeNotice, encodeNotice } from './notice-codec.ts';

const raised: NoticeState = {
  kind: 'contact_changed',
  accountId: 'acc-1',
  channel: 'email',
  raisedAtMs: 1_000,
  status: 'waiting',
  tries: 0,
  nextTryAtMs: 1_000,
  content: Uint8Array.from([1, 2, 3]),
};

test('is written and read; the bytes of version 1 never change', () => {
  expect(decodeNotice(encodeNotice(raised))).toEqual(raised);
  expect(Buffer.from(encodeNotice(raised)).toString('hex')).toMatchInlineSnapshot(
    `"0100056163632d3100e8070000e80703010203"`,
  );
  expect(() => decodeNotice(Uint8Array.from([9]))).toThrow('cannot be read');
});

describe('the life of a notice', () => {
  test('is taken by one, and again when the lease has ended', () => {
    const begun = beginNotice(raised, 1_000, 500);
    expect(begun).toMatchObject({ tries: 1, nextTryAtMs: 1_500 });
    expect(begun && beginNotice(begun, 1_499, 500)).toBeUndefined();
    expect(begun && beginNotice(begun, 1_500, 500)).toMatchObject({ tries: 2 });
  });

  test('ends with what the provider says', () => {
    expect(answeredNotice(raised, 1_000, { ok: true })).toMatchObject({ status: 'sent' });
    expect(answeredNotice(raised, 1_000, { ok: false, retry: false })).toMatchObject({ status: 'failed' });
    const sent = answeredNotice(raised, 1_000, { ok: true });
    expect(answeredNotice(sent, 1_000, { ok: false })).toBe(sent);
    expect(noticeDueAtMs(sent)).toBeNull();
  });

  test('pauses twice as long after each failure, ten minutes at most', () => {
    const pause = (tries: number): number =>
      answeredNotice({ ...raised, tries }, 0, { ok: false, retry: true }).nextTryAtMs;
    expect([1, 2, 3, 9, 10, 5_000].map(pause)).toEqual([2_000, 4_000, 8_000, 512_000, 600_000, 600_000]);
  });

  test('is over after a day', () => {
    const endMs = 1_000 + noticeLifeMs;
    expect(expireNotice(raised, endMs - 1)).toBe(raised);
    expect(expireNotice(raised, endMs)).toMatchObject({ status: 'expired' });
    expect(beginNotice(raised, endMs, 500)).toBeUndefined();
    expect(noticeDueAtMs({ ...raised, nextTryAtMs: endMs + 5 })).toBe(endMs);
  });
});
