import { describe, expect, test } from 'vitest';
import {
  after,
  at,
  begin,
  beginBy,
  challenge,
  claim,
  codeOf,
  failedAs,
  present,
  sentAs,
  startMs,
} from '../../test-support/sample-challenge.ts';
import type { Command } from './challenge-command.ts';
import type { ClaimedChallenge } from './challenge-state.ts';

const wide: Command = { ...claim, challenge: { ...challenge, channels: ['sms', 'email'] } } as Command;
const bySms = beginBy('sms');
const smsFails = (retry: boolean): Command => failedAs(1, retry ? 'timeout' : 'rejected', retry, ['sms', 'email']);
const dueInMs = ({ delivery }: ClaimedChallenge, nowMs: number): number =>
  (delivery?.nextTryAtMs ?? 0) - startMs - nowMs;

describe('falling back to another channel (OTP-30)', () => {
  test('happens at once when a channel refuses for good, with the same code', () => {
    const state = after([0, wide], [0, bySms], [10, smsFails(false)]);
    expect(state).toMatchObject({ status: 'claimed', sendSeq: 1, delivery: { tries: 0, lastFailure: 'rejected' } });
    expect(dueInMs(state, 10)).toBe(0);
    const sent = after([0, wide], [0, bySms], [10, smsFails(false)], [10, begin], [20, sentAs(1)]);
    expect(at(sent, 30, present(codeOf(1))).state).toMatchObject({ status: 'verified', deliveredBy: 'email' });
  });

  test('happens after two failures that may be mended', () => {
    const once = after([0, wide], [0, bySms], [10, smsFails(true)]);
    expect(once.delivery?.givenUp).toEqual([]);
    expect(dueInMs(once, 10)).toBe(1_000);
    const twice = after([0, wide], [0, bySms], [10, smsFails(true)], [1_010, bySms], [1_020, smsFails(true)]);
    expect(twice.delivery?.givenUp).toEqual([{ channel: 'sms', isFinal: false }]);
    expect(dueInMs(twice, 1_020)).toBe(0);
  });

  test('does not happen where nothing else reaches the customer', () => {
    const { events } = at(after([0, wide], [0, bySms]), 10, failedAs(1, 'rejected', false, ['sms']));
    expect(events).toMatchObject([{ type: 'undeliverable', reason: 'rejected' }]);
  });

  test('comes back to what may work again when the others refused, after a pause', () => {
    const mailFails = failedAs(1, 'invalid_recipient', false, ['email', 'sms']);
    const state = after(
      ...([
        [0, wide],
        [0, bySms],
        [10, smsFails(true)],
        [1_010, bySms],
        [1_020, smsFails(true)],
      ] as const),
      [1_020, begin],
      [1_030, mailFails],
    );
    expect(state).toMatchObject({
      status: 'claimed',
      delivery: { givenUp: [{ channel: 'sms' }, { channel: 'email' }] },
    });
    expect(dueInMs(state, 1_030)).toBeGreaterThan(0);
  });

  test('counts as the weakest channel that may have carried the code', () => {
    const mailFirst = [
      [0, wide],
      [0, begin],
      [10, failedAs(1, 'timeout', true, ['email', 'sms'])],
    ] as const;
    const again = [
      [1_010, begin],
      [1_020, failedAs(1, 'timeout', true, ['email', 'sms'])],
    ] as const;
    const state = after(...mailFirst, ...again, [1_020, bySms], [1_030, sentAs(1, 'sms')]);
    expect(state.deliveredBy).toBe('email');
  });

  test('remembers a channel that a crash left in mid-send', () => {
    const state = after([0, wide], [0, begin], [30_000, bySms]);
    expect(state.delivery?.givenUp).toEqual([{ channel: 'email', isFinal: false }]);
  });

  test('a refusal that comes after another channel began leaves that one alone, and its code good', () => {
    const state = after([0, wide], [0, bySms], [30_000, begin], [30_010, smsFails(false)]);
    expect(state.delivery).toMatchObject({ channel: 'email', givenUp: [{ channel: 'sms', isFinal: true }] });
    expect(dueInMs(state, 30_010)).toBe(dueInMs(after([0, wide], [0, bySms], [30_000, begin]), 30_010));
    expect(at(state, 30_020, present(codeOf(1))).state).toMatchObject({ status: 'verified', deliveredBy: 'email' });
  });

  test('a code that a channel refused for good is known to nobody: typed all the same it was guessed', () => {
    const state = after([0, wide], [0, bySms], [10, smsFails(false)]);
    expect(at(state, 20, present(codeOf(1))).events.map(({ type }) => type)).toEqual(['try_counted']);
  });
});

describe('"try another way" (OTP-30)', () => {
  const sent = [
    [0, wide],
    [0, bySms],
    [10, sentAs(1, 'sms')],
  ] as const;
  const wish = (channel: 'sms' | 'voice' | 'email'): Command => ({ type: 'resend', channel });

  test('asks for a new code by that channel, after the same pause', () => {
    expect(at(after(...sent), 20, wish('email')).decided).toMatchObject({ ok: false, reason: 'too_soon' });
    const state = after(...sent, [30_010, wish('email')]);
    expect(state).toMatchObject({ sendSeq: 2, delivery: { wished: 'email', givenUp: [] } });
  });

  test('never by a channel that the policy does not allow', () => {
    expect(at(after(...sent), 30_010, wish('voice')).decided).toEqual({ ok: false, reason: 'channel_not_allowed' });
  });
});
