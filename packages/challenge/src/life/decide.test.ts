import { describe, expect, test } from 'vitest';
import type { CodeMac } from '../code/code-mac.ts';
import { type ChallengeState, type ClaimedChallenge, initialState, isOwnLife } from './challenge-state.ts';
import { decide } from './decide.ts';
import {
  after,
  at,
  begin,
  challenge,
  claim,
  codeOf,
  expire,
  failedAs,
  present,
  report,
  resend,
  sentAs,
  startMs,
  weakMac,
  wrongCode,
} from '../../test-support/sample-challenge.ts';

const second = 1000;
const sent = [
  [0, claim],
  [0, begin],
  [1 * second, sentAs(1)],
] as const;

describe('claiming', () => {
  test('happens once', () => {
    expect(at(after([0, claim]), 1, claim).decided).toEqual({ ok: false, reason: 'already_claimed' });
  });

  test('of an expired challenge suppresses it as stale (DEL-13)', () => {
    const { events, state } = at(initialState, 600 * second, claim);
    expect(events.map(({ type }) => type)).toEqual(['claimed', 'suppressed']);
    expect(state.status).toBe('suppressed');
  });

  test('never gives more than ten minutes (OTP-02)', () => {
    const long = { ...challenge, expiresAt: '2026-03-01T11:00:00.000Z' };
    const { state } = at(initialState, 5 * second, { ...claim, challenge: long } as typeof claim);
    expect(state).toMatchObject({ expiresAtMs: startMs + 600 * second, terms: { lifetimeMs: 600 * second } });
  });

  test('gives a delivery until the end of its day, a week at most, and a resend adds nothing (OTP-36)', () => {
    const day = 20 * 3_600;
    const until = (expiresAt: string) => {
      const parcel = { ...challenge, purpose: 'delivery_handover' as const, expiresAt };
      return at(initialState, 0, { ...claim, challenge: parcel } as typeof claim).state;
    };
    const ofToday = until(new Date(startMs + day * second).toISOString());
    expect(ofToday).toMatchObject({ expiresAtMs: startMs + day * second });
    const waiting = at(at(ofToday, 0, begin).state, second, sentAs(1)).state;
    expect(at(waiting, (day - 60) * second, resend).state).toMatchObject({
      expiresAtMs: startMs + day * second,
      generation: 0,
      sendSeq: 2,
    });
    expect(until('2027-01-01T00:00:00.000Z')).toMatchObject({ expiresAtMs: startMs + 7 * 86_400 * second });
  });

  test('of a challenge from a clock ahead of ours gives no more than its lifetime from now', () => {
    const { state } = at(initialState, -60 * second, claim);
    expect(state).toMatchObject({ expiresAtMs: startMs + 540 * second });
  });
});

describe('sending', () => {
  test('is leased: nobody else begins before the lease ran out', () => {
    const begun = after([0, claim], [0, begin]);
    expect(at(begun, 29 * second, begin).decided).toEqual({ ok: false, reason: 'not_yet', retryAfterMs: 1 * second });
    expect(at(begun, 30 * second, begin).events).toMatchObject([{ type: 'sending_begun' }]);
  });

  test('is recorded once', () => {
    expect(at(after(...sent), 2 * second, sentAs(1)).decided).toEqual({ ok: false, reason: 'already_recorded' });
    expect(at(after(...sent), 2 * second, sentAs(2)).decided).toEqual({ ok: false, reason: 'already_recorded' });
  });

  test('that fails is tried again after 1, 2, 4, … at most 30 seconds', () => {
    const pauses: number[] = [];
    let state = after([0, claim]);
    for (let tries = 0; tries < 8; tries += 1) {
      const nowMs = (state.delivery?.nextTryAtMs ?? 0) - startMs;
      const begun = at(state, nowMs, begin).state;
      const failed = at(begun, nowMs, failedAs(1, 'unreachable', true)).state;
      if (!isOwnLife(failed)) throw new Error('unreachable');
      pauses.push((failed.delivery?.nextTryAtMs ?? 0) - startMs - nowMs);
      state = failed;
    }
    expect(pauses.map((pause) => pause / second)).toEqual([1, 2, 4, 8, 16, 30, 30, 30]);
  });

  test('that fails for good ends the challenge', () => {
    const { state } = at(after([0, claim], [0, begin]), 1 * second, failedAs(1, 'invalid_recipient', false));
    expect(state).toMatchObject({ status: 'undeliverable', delivery: undefined });
  });

  test('that failed until expiry ends as undeliverable, for the last reason', () => {
    const failing = after([0, claim], [0, begin], [1 * second, failedAs(1, 'timeout', true)]);
    expect(at(failing, 600 * second, expire).events).toMatchObject([{ type: 'undeliverable', reason: 'timeout' }]);
  });

  test('waits ten seconds for contacts, not longer', () => {
    const waiting = after([0, claim], [0, failedAs(1, 'no_contact', true)], [9_999, failedAs(1, 'no_contact', true)]);
    expect(waiting).toMatchObject({ status: 'claimed', delivery: { nextTryAtMs: startMs + 10_999, tries: 0 } });
    expect(at(waiting, 10 * second, failedAs(1, 'no_contact', true)).events).toMatchObject([
      { type: 'undeliverable', reason: 'no_contact' },
    ]);
  });

  test('of an older code says nothing about the newer one', () => {
    const asked = after(...sent, [40 * second, resend]);
    expect(at(asked, 41 * second, failedAs(1, 'timeout', true)).decided).toEqual({
      ok: false,
      reason: 'already_recorded',
    });
  });
});

describe('verifying', () => {
  test('succeeds once with the right code and binding (OTP-03)', () => {
    const first = at(after(...sent), 60 * second, present(codeOf(1)));
    expect(first.events.map(({ type }) => type)).toEqual(['try_counted', 'verified']);
    expect(at(first.state, 61 * second, present(codeOf(1))).decided).toEqual({ ok: false, reason: 'ended' });
  });

  test('is good to the last millisecond before expiry, and not at it', () => {
    expect(at(after(...sent), 600 * second - 1, present(codeOf(1))).state.status).toBe('verified');
    expect(at(after(...sent), 600 * second, present(codeOf(1))).decided).toEqual({ ok: false, reason: 'expired' });
  });

  test('fails for good at the fifth wrong code, even for the right one after it (OTP-10)', () => {
    const wrong = [1, 2, 3, 4].map((n) => [n * second + second, present(wrongCode)] as const);
    const four = after(...sent, ...wrong);
    expect(four).toMatchObject({ status: 'sent', tries: 4 });
    expect(at(four, 10 * second, present(codeOf(1))).state.status).toBe('verified');
    const fifth = at(four, 10 * second, present(wrongCode));
    expect(fifth.events).toMatchObject([{ type: 'try_counted' }, { type: 'failed', reason: 'too_many_tries' }]);
    expect(at(fifth.state, 11 * second, present(codeOf(1))).decided).toEqual({ ok: false, reason: 'ended' });
  });

  test('of another act kills the code (OTP-32)', () => {
    const { events } = at(after(...sent), 2 * second, present(codeOf(1), 'another-binding-digest'));
    expect(events).toMatchObject([{ type: 'try_counted' }, { type: 'failed', reason: 'binding_changed' }]);
  });

  test('before the answer of the provider is known also proves that it was sent', () => {
    const { events } = at(after([0, claim], [0, begin]), 2 * second, present(codeOf(1)));
    expect(events).toMatchObject([{ type: 'try_counted' }, { type: 'code_sent', sendSeq: 1 }, { type: 'verified' }]);
  });

  test('a code that nobody sent is a wrong one: it was guessed', () => {
    expect(at(after([0, claim]), 1, present(codeOf(1))).events).toMatchObject([{ type: 'try_counted' }]);
  });

  test('does the same keyed work whatever the state (OTP-05)', () => {
    const states = {
      unknown: initialState,
      open: after(...sent),
      verified: after(...sent, [2 * second, present(codeOf(1))]),
      stale: after([700 * second, claim]),
    };
    const works = Object.values(states).map((state) => {
      let calls = 0;
      const counting: CodeMac = (input, kid) => {
        calls += 1;
        return weakMac(input, kid);
      };
      decide(present(wrongCode), state, startMs + 5 * second, counting);
      return calls;
    });
    expect(works).toEqual([3, 3, 3, 3]);
  });
});

describe('asking for another code (OTP-10)', () => {
  test.each([
    [1, 30],
    [2, 60],
    [3, 120],
    [4, 120],
  ])('after code %i comes after a pause of %i s', (sendSeq, pause) => {
    let state = after([0, claim], [0, begin], [0, sentAs(1)]);
    let nowMs = 0;
    for (let seq = 1; seq < sendSeq; seq += 1) {
      nowMs += 120 * second;
      state = advance(state, nowMs);
    }
    const early = at(state, nowMs + pause * second - 1, resend);
    expect(early.decided).toEqual({ ok: false, reason: 'too_soon', retryAfterMs: 1 });
    expect(at(state, nowMs + pause * second, resend).events.at(-1)).toMatchObject({
      type: 'code_requested',
      sendSeq: sendSeq + 1,
    });
  });

  test('kills the old code at once and leaves the expiry', () => {
    const asked = after(...sent, [40 * second, resend], [40 * second, begin], [41 * second, sentAs(2)]);
    expect(asked).toMatchObject({ expiresAtMs: startMs + 600 * second, generation: 0, sendSeq: 2 });
    expect(at(asked, 42 * second, present(codeOf(1))).events).toMatchObject([{ type: 'try_counted' }]);
    expect(at(asked, 42 * second, present(codeOf(2))).state.status).toBe('verified');
  });

  test('with less than 180 s left renews the challenge, within the same budgets', () => {
    const tried = after(...sent, [2 * second, present(wrongCode)]);
    expect(at(tried, 420 * second, resend).state).toMatchObject({ expiresAtMs: startMs + 600 * second, generation: 0 });
    expect(at(tried, 420 * second + 1, resend).state).toMatchObject({
      expiresAtMs: startMs + 1020 * second + 1,
      generation: 1,
      sendSeq: 2,
      tries: 1,
    });
  });

  test('is over after five messages', () => {
    let state = after(...sent);
    for (let seq = 2; seq <= 5; seq += 1) state = advance(state, (seq - 1) * 130 * second);
    expect(state.sendSeq).toBe(5);
    expect(at(state, 700 * second, resend).decided).toEqual({ ok: false, reason: 'no_sends_left' });
  });

  test('does not overtake a message on its way', () => {
    const onItsWay = after([0, claim], [0, begin]);
    expect(at(onItsWay, 20 * second, resend).decided).toEqual({
      ok: false,
      reason: 'too_soon',
      retryAfterMs: 10 * second,
    });
  });

  function advance(from: ClaimedChallenge, nowMs: number): ClaimedChallenge {
    let state: ChallengeState = from;
    for (const command of [resend, begin, sentAs(from.sendSeq + 1)]) state = at(state, nowMs, command).state;
    if (!isOwnLife(state)) throw new Error('unreachable');
    return state;
  }
});

describe('reporting (OTP-34)', () => {
  const required = ['revoke_sessions', 'change_password', 'remove_device'];
  test.each([
    ['an open', after(...sent)],
    ['a verified', after(...sent, [2 * second, present(codeOf(1))])],
    ['an expired', after(...sent, [600 * second, expire])],
    ['a suppressed', after([700 * second, claim])],
  ])('%s challenge acts, once', (_, state) => {
    const { events, state: reported } = at(state, 900 * second, report);
    expect(events).toMatchObject([{ type: 'reported', requiredActions: required }]);
    expect(at(reported, 901 * second, report).decided).toEqual({ ok: false, reason: 'already_reported' });
  });

  test('ends the challenge', () => {
    const reported = after(...sent, [2 * second, report]);
    expect(at(reported, 3 * second, present(codeOf(1))).decided).toEqual({ ok: false, reason: 'ended' });
  });

  test('asks to remove a device only where one is known', () => {
    const { device: _, ...deviceless } = challenge;
    const state = after([0, { ...claim, challenge: deviceless } as typeof claim]);
    expect(at(state, 1, report).events).toMatchObject([{ requiredActions: ['revoke_sessions', 'change_password'] }]);
  });
});

test('nothing but a claim works on a challenge that nobody claimed', () => {
  for (const command of [begin, sentAs(1), resend, expire, report, present(codeOf(1))]) {
    expect(at(initialState, 0, command).decided).toEqual({ ok: false, reason: 'unknown' });
  }
});
