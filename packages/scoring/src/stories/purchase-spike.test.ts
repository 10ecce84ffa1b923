import { describe, expect, it } from 'vitest';
import { dayMs, euros, hourMs, minuteMs, owner, story } from '../../test-support/story.ts';

describe('high-value-purchase', () => {
  it('asks for a code at the absolute limit, on a proved device too', () => {
    const ana = story();
    ana.livesQuietly(60);
    ana.outcome('verified', ana.act('login.succeeded', {}, { ...owner, device: 'second' }), {
      channel: 'authenticator',
    });
    const purchase = ana.act('purchase.requested', euros(1_000), { ...owner, device: 'second' });
    expect(purchase.action).toBe('challenge');
    expect(purchase.challenge?.purpose).toBe('high_value_purchase');
    expect(purchase.codes).toContain('high_value');
  });

  it('does not ask the benign twin who always spends so much', () => {
    const ana = story();
    for (let week = 0; week < 40; week += 1) {
      const purchase = ana.act('purchase.requested', euros(1_100 + ((week * 37) % 300)));
      if (purchase.action === 'challenge') ana.outcome('verified', purchase);
      ana.wait(7 * dayMs);
      if (week > 30) expect(purchase.action).toBe('allow');
    }
  });

  it('names a missing limit unknown instead of taking it for harmless', () => {
    const purchase = story().act('purchase.requested', { amount: { minor: 9_900_000, currency: 'XAG' } });
    expect(purchase.unknown).toMatchObject({ amountOfLimit: 'no_limit_for_currency' });
  });

  it('measures the first purchase of a young account by the population', () => {
    const ana = story();
    ana.act('login.succeeded', {});
    expect(ana.act('purchase.requested', euros(45)).action).toBe('allow');
    expect(ana.act('purchase.requested', euros(4_500)).action).toBe('challenge');
  });
});

describe('purchase-spike', () => {
  it('asks when an amount is far above what the account spends, below any absolute limit', () => {
    const ana = story();
    ana.livesQuietly(120);
    const purchase = ana.act('purchase.requested', euros(780));
    expect(purchase.action).toBe('challenge');
    expect(purchase.challenge?.purpose).toBe('purchase_spike');
    expect(purchase.codes[0]).toBe('unusual_amount');
  });

  it('asks in a burst of purchases that are ordinary one by one', () => {
    const ana = story();
    ana.livesQuietly(120);
    const actions = Array.from({ length: 10 }, () => ana.wait(4 * minuteMs).act('purchase.requested', euros(40)));
    expect(actions[1]?.action).toBe('allow');
    expect(actions.some((told) => told.action === 'challenge' && told.codes.includes('purchase_burst'))).toBe(true);
  });

  it('does not ask the benign twin who buys three things in an evening', () => {
    const ana = story();
    ana.livesQuietly(120);
    for (const amount of [35, 60, 22]) {
      expect(ana.wait(20 * minuteMs).act('purchase.requested', euros(amount)).action).toBe('allow');
    }
  });

  it('cannot be taught a new level in a day', () => {
    const ana = story();
    ana.livesQuietly(120);
    for (let i = 0; i < 20; i += 1) ana.wait(hourMs).act('purchase.requested', euros(110));
    const purchase = ana.wait(2 * dayMs).act('purchase.requested', euros(780));
    expect(purchase.action).toBe('challenge');
  });
});
