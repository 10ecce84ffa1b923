import type { Challenge } from '@countersign/events';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  after,
  challenge,
  claim,
  key,
  present,
  sentAs,
  startMs,
  wrongCode,
} from '../../test-support/sample-challenge.ts';
import { type ChallengeState, initialState, isOwnLife } from '../life/challenge-state.ts';
import { type AccountBudget, emptyBudget, mostEntries } from './account-budget.ts';
import { decodeBudget, encodeBudget } from './budget-codec.ts';
import { budgetLimits, dayMs, hourMs } from './budget-limits.ts';
import { type Reservation, reserveChallenge } from './reserve-challenge.ts';

const minuteMs = 60_000;

/** One account: its budget, its challenges, and what became of them. */
function account() {
  const states = new Map<string, ChallengeState>();
  let budget: AccountBudget = emptyBudget;
  let made = 0;
  return {
    states,
    budget: () => budget,
    /** Asks for a challenge from another device and session each time, unless told. */
    ask(nowMs: number, given: Partial<Challenge> = {}, hasApp = false): Reservation {
      made += 1;
      const id = given.id ?? `challenge-${made}`;
      const wanted: Challenge = {
        ...challenge,
        device: `device-${made}`,
        session: `session-${made}`,
        bindingDigest: `act-${made}`,
        ...given,
        id,
        createdAt: new Date(nowMs).toISOString(),
        expiresAt: new Date(nowMs + 600_000).toISOString(),
      };
      const stateOf = (asked: string): ChallengeState => states.get(asked) ?? initialState;
      const { budget: next, reservation } = reserveChallenge(budget, wanted, stateOf, nowMs, budgetLimits, hasApp);
      budget = decodeBudget(encodeBudget(next));
      if (reservation.refusal === undefined && !states.has(id)) {
        states.set(id, after([nowMs - startMs, { type: 'claim', challenge: wanted, key }], [nowMs - startMs, begin]));
      }
      return reservation;
    },
    /** What the customer, or somebody, does with the newest challenge. */
    then(id: string, patch: object): void {
      const state = states.get(id);
      if (state === undefined || !isOwnLife(state)) throw new Error(`${id} was not claimed`);
      states.set(id, { ...state, deliveredSeq: 1, delivery: undefined, ...patch });
    },
  };
}
const begin = { type: 'begin_sending', channel: 'email', leaseMs: 30_000 } as const;
const verified = { status: 'verified', tries: 1 };

describe('the budget of an account', () => {
  test('is five challenges an hour and ten a day, all of them answered (OTP-11)', () => {
    const one = account();
    const asked: (string | undefined)[] = [];
    for (let at = 0; at < 14; at += 1) {
      asked.push(one.ask(startMs + at * 10 * minuteMs).refusal);
      if (asked.at(-1) === undefined) one.then(`challenge-${at + 1}`, verified);
    }
    expect(asked).toEqual([...no(5), 'account_budget', ...no(5), ...Array(3).fill('account_budget')]);
    expect(one.ask(startMs + dayMs + minuteMs).refusal).toBeUndefined();
  });

  test('ends after three challenges an hour that nobody answers: hold instead of flooding (OTP-35)', () => {
    const one = account();
    const refusals = [0, 1, 2, 3].map((at) => one.ask(startMs + at * 12 * minuteMs).refusal);
    expect(refusals).toEqual([...no(3), 'unanswered']);
    expect(one.ask(startMs + hourMs + minuteMs).refusal).toBeUndefined();
  });

  test('lets three live side by side, each answered wrongly once, then holds the newest (OTP-11)', () => {
    const one = account();
    const refusals = [1, 2, 3, 4].map((at) => {
      const { refusal } = one.ask(startMs + at);
      if (refusal === undefined) one.then(`challenge-${at}`, { status: 'sent', tries: 1 });
      return refusal;
    });
    expect(refusals).toEqual([...no(3), 'too_many_live']);
  });

  test('of a proved device is its own: strangers cannot use it up (OTP-11)', () => {
    const one = account();
    for (let at = 0; at < 9; at += 1) one.ask(startMs + at);
    expect(one.ask(startMs + 20).refusal).toBe('unanswered');
    expect(one.ask(startMs + 20, { deviceProved: true }).refusal).toBeUndefined();
  });

  test('is charged once, however often a challenge comes (DEL-16)', () => {
    const one = account();
    const first = one.ask(startMs, { id: 'same' });
    for (let at = 1; at < 9; at += 1) expect(one.ask(startMs + at, { id: 'same' })).toEqual(first);
    expect(one.budget().entries).toHaveLength(1);
  });

  test('charges nothing for what was refused', () => {
    const one = account();
    for (let at = 0; at < 9; at += 1) one.ask(startMs + at);
    expect(one.budget().entries).toHaveLength(3);
  });
});

describe('the same act again', () => {
  const act = { device: 'her-phone', session: 'her-session', bindingDigest: 'her-act' };

  test('of the same device and session joins the live challenge and charges nothing (OTP-11)', () => {
    const one = account();
    one.ask(startMs, { ...act, id: 'first' });
    for (let at = 1; at < 9; at += 1) {
      expect(one.ask(startMs + at, { ...act, id: `again-${at}` })).toEqual({
        digits: 6,
        supersedes: [],
        joins: 'first',
      });
    }
    expect(one.budget().entries).toHaveLength(1);
  });

  test.each([
    ['another device', { device: 'his-phone' }],
    ['another session', { session: 'another' }],
    ['a place that is not known', { device: undefined, session: undefined }],
  ])('from %s gets a challenge of its own: no act rides on the approval of another', (_, elsewhere) => {
    const one = account();
    one.ask(startMs, { ...act, ...elsewhere, id: 'first' });
    one.ask(startMs, { ...act, id: 'second' });
    expect(one.ask(startMs + 1, { ...act, ...elsewhere, device: 'third' }).joins).toBeUndefined();
    expect(one.budget().entries).toHaveLength(3);
  });

  test('after the first one ended gets a challenge of its own', () => {
    const one = account();
    one.ask(startMs, { ...act, id: 'first' });
    one.then('first', verified);
    expect(one.ask(startMs + 1, { ...act, id: 'second' })).toEqual({ digits: 6, supersedes: [] });
  });
});

describe('another act', () => {
  const place = { device: 'her-phone', session: 'her-session' };

  test('of the same device and session takes the place of the one before (OTP-11)', () => {
    const one = account();
    one.ask(startMs, { ...place, id: 'first' });
    expect(one.ask(startMs + 1, { ...place, id: 'second' }).supersedes).toEqual(['first']);
  });

  test.each([
    ['another device', { device: 'his-phone', session: 'her-session' }],
    ['another session', { device: 'her-phone', session: 'another' }],
  ])('from %s ends nothing', (_, elsewhere) => {
    const one = account();
    one.ask(startMs, { ...place, id: 'first' });
    expect(one.ask(startMs + 1, { ...elsewhere, id: 'second' }).supersedes).toEqual([]);
  });

  test('from a place that is not known ends nothing', () => {
    const one = account();
    one.ask(startMs, { device: undefined, session: undefined, id: 'first' });
    expect(one.ask(startMs + 1, { device: undefined, session: undefined }).supersedes).toEqual([]);
  });

  test('read again after a crash ends the same, and never what came after it', () => {
    const one = account();
    one.ask(startMs, { ...place, id: 'first' });
    one.ask(startMs + 1, { ...place, id: 'second' });
    expect(one.ask(startMs + 2, { ...place, id: 'second' }).supersedes).toEqual(['first']);
    expect(one.ask(startMs + 2, { ...place, id: 'first' }).supersedes).toEqual([]);
  });
});

describe('failed tries', () => {
  /** Two challenges a day, each with so many wrong tries. */
  const failing = (one: ReturnType<typeof account>, days: number, tries: number): void => {
    for (let at = 0; at < days * 2; at += 1) {
      const id = `wrong-${at}`;
      one.ask(startMs + at * 12 * hourMs, { id });
      one.then(id, { status: tries === 5 ? 'failed' : 'expired', tries });
    }
  };

  test('ten within 30 days make codes of eight digits (OTP-12)', () => {
    const one = account();
    failing(one, 1, 5);
    expect(one.ask(startMs + 25 * hourMs).digits).toBe(8);
    expect(one.ask(startMs + 20 * dayMs).digits).toBe(8);
    expect(one.ask(startMs + 31 * dayMs).digits).toBe(6);
  });

  test('nine do not', () => {
    const one = account();
    failing(one, 1, 4);
    expect(one.ask(startMs + 25 * hourMs).digits).toBe(6);
  });

  test('count with those that codes still out would bear: nobody hoards short codes (OTP-12)', () => {
    const one = account();
    expect([0, 1, 2].map((at) => one.ask(startMs + at).digits)).toEqual([6, 6, 8]);
    one.then('challenge-1', verified);
    one.then('challenge-2', { ...verified });
    one.then('challenge-3', { ...verified });
    expect(one.ask(startMs + minuteMs).digits).toBe(6);
  });

  test('a hundred in a row switch codes off for unknown devices only (OTP-12)', () => {
    const one = account();
    failing(one, 10, 5);
    expect(one.ask(startMs + 11 * dayMs).refusal).toBe('factor_off');
    const proved = one.ask(startMs + 11 * dayMs, { deviceProved: true, id: 'proved' });
    expect(proved.refusal).toBeUndefined();
    one.then('proved', verified);
    expect(one.ask(startMs + 11 * dayMs + 1).refusal).toBeUndefined();
  });

  test('a hundred in a row leave an authenticator app alone, within the same budgets: it alone is asked, for two codes (OTP-12)', () => {
    const one = account();
    failing(one, 10, 5);
    const asked = [0, 1, 2, 3].map((at) => one.ask(startMs + 11 * dayMs + at, { id: `app-${at}` }, true));
    expect(asked[0]).toMatchObject({ isAppOnly: true, isGuessed: true });
    expect(asked.map(({ refusal }) => refusal)).toEqual([undefined, undefined, undefined, 'unanswered']);
    expect(one.ask(startMs + 11 * dayMs + 5, { id: 'app-0' }, true).isAppOnly).toBe(true);
    const offered: Challenge = { ...challenge, channels: ['authenticator', 'email'] };
    const claimed = after([0, { type: 'claim', challenge: offered, key, reservation: asked[0] }]);
    expect(claimed.terms).toMatchObject({ channels: ['authenticator'], appCodes: 2 });
  });

  test('are the tries of the challenge itself: a wrong code, counted by the machine, counts here', () => {
    const one = account();
    one.ask(startMs, { id: challenge.id });
    const wrong = Array.from({ length: 5 }, (_, at) => [at + 2, present(wrongCode)] as const);
    one.states.set(challenge.id, after([0, claim], [0, begin], [1, sentAs(1)], ...wrong));
    one.ask(startMs + 2 * hourMs, { id: 'again' });
    one.then('again', { status: 'failed', tries: 5 });
    expect(one.ask(startMs + 4 * hourMs).digits).toBe(8);
  });
});

test('whatever comes, the budget stays small and what is sent stays within it', () => {
  const step = fc.record({
    afterMs: fc.integer({ min: 0, max: 3 * hourMs }),
    device: fc.constantFrom('a', 'b', undefined),
    deviceProved: fc.boolean(),
    becomes: fc.constantFrom('sent', 'verified', 'failed', 'expired'),
    tries: fc.integer({ min: 0, max: 5 }),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 120 }), (steps) => {
      const one = account();
      const sentAt: number[] = [];
      let nowMs = startMs;
      steps.forEach(({ afterMs, device, deviceProved, becomes, tries }, at) => {
        nowMs += afterMs;
        const { refusal } = one.ask(nowMs, { id: `c${at}`, device, session: device, deviceProved });
        if (refusal !== undefined) return;
        sentAt.push(nowMs);
        one.then(`c${at}`, { status: becomes, tries: Math.max(tries, becomes === 'verified' ? 1 : 0) });
      });
      expect(one.budget().entries.length).toBeLessThanOrEqual(mostEntries);
      expect(encodeBudget(one.budget()).length).toBeLessThan(12_000);
      for (const ms of sentAt) {
        // Two lanes: proved devices and others.
        expect(sentAt.filter((other) => other >= ms && other - ms < hourMs).length).toBeLessThanOrEqual(10);
        expect(sentAt.filter((other) => other >= ms && other - ms < dayMs).length).toBeLessThanOrEqual(20);
      }
    }),
  );
});

const no = (count: number): undefined[] => Array.from({ length: count }, () => undefined);

describe('the budget of deliveries (OTP-36)', () => {
  const parcel = { purpose: 'delivery_handover', device: undefined, session: undefined } as const;

  test('is counted apart: many wait for the door unanswered, and use up no other code', () => {
    const one = account();
    const refusals = Array.from({ length: 20 }, (_, at) => one.ask(startMs + at, parcel).refusal);
    expect(refusals).toEqual(no(20));
    expect(one.ask(startMs + 30, parcel).refusal).toBe('account_budget');
    expect(one.ask(startMs + 30).refusal).toBeUndefined();
    expect(one.ask(startMs + dayMs + minuteMs, parcel).refusal).toBeUndefined();
  });
});
