import { describe, expect, it } from 'vitest';
import { type World, dayMs, euros, hourMs, owner, story } from '../../../test-support/story.ts';

/** So many accounts, opened one an hour on one device. */
function opened(count: number) {
  const world: World = new Map();
  const people = Array.from({ length: count }, (_, at) => {
    const one = story(`farmed-${at}`, undefined, world).wait(at * hourMs);
    return { one, told: one.act('account.created', {}) };
  });
  return people;
}

describe('accounts opened together', () => {
  it('counts them with this one, and remembers it for what the account does later', () => {
    const last = opened(6).at(-1);
    expect(last?.told.features['openedTogether']).toBe(6);
    expect(last?.told.codes).toContain('account_farm');
    const purchase = last?.one.wait(3 * dayMs).act('purchase.requested', euros(20));
    expect(purchase?.codes).toContain('account_farm');
    expect(last?.one.wait(30 * dayMs).act('purchase.requested', euros(20)).codes).not.toContain('account_farm');
  });

  it('does not wonder about a couple', () => {
    for (const { one, told } of opened(2)) {
      expect(told.codes).not.toContain('account_farm');
      expect(one.act('purchase.requested', euros(30)).action).toBe('allow');
    }
  });

  it('weighs four accounts of one IP address like one of a device', () => {
    const world: World = new Map();
    const counts = Array.from({ length: 13 }, (_, at) => {
      const actor = { ...owner, device: `device-${at}` };
      return story(`guest-${at}`, undefined, world).act('account.created', {}, actor).features['openedTogether'];
    });
    expect([counts[3], counts[4], counts[12]]).toEqual([1, 2, 4]);
  });
});

describe('a young account that spends a lot', () => {
  it('asks on the first day, half as much after four, and not after a week', () => {
    const strengthAfter = (days: number) => {
      const ana = story();
      ana.act('account.created', {});
      const told = ana.wait(days * dayMs).act('purchase.requested', euros(480));
      return told.reasons.find(({ code }) => code === 'young_high_spend')?.points ?? 0;
    };
    expect(strengthAfter(4)).toBeCloseTo(strengthAfter(0.5) / 2, 1);
    expect(strengthAfter(8)).toBe(0);
  });

  it('does not take an account for young whose opening was never seen', () => {
    const told = story().act('purchase.requested', euros(480));
    expect(told.unknown['openedDays']).toBe('no_history');
    expect(told.codes).not.toContain('young_high_spend');
  });
});
