import { describe, expect, it } from 'vitest';
import { dayMs, euros, hourMs, story } from '../../../test-support/story.ts';

const buys = (amount: number, category: string, rest: object = {}) => ({
  ...euros(amount),
  merchant: { id: `shop-of-${category}`, category },
  ...rest,
});

/** Cheap groceries and dear electronics for a year. */
function livesOnTwoLevels() {
  const ana = story();
  for (let week = 0; week < 40; week += 1) {
    ana.wait(3 * dayMs).act('purchase.requested', buys(30 + (week % 9), 'groceries'));
    ana.wait(3 * dayMs).act('purchase.requested', buys(300 + ((week * 7) % 60), 'electronics'));
  }
  return ana.wait(3 * dayMs);
}

describe('amounts by category', () => {
  it('finds in groceries what is ordinary for the account as a whole', () => {
    const ana = livesOnTwoLevels();
    const groceries = ana.act('purchase.requested', buys(320, 'groceries'));
    expect(groceries.codes).toContain('unusual_for_category');
    expect(Number(groceries.features['categoryZ'])).toBeGreaterThan(4);
    expect(ana.act('purchase.requested', buys(320, 'electronics')).codes).not.toContain('unusual_for_category');
  });

  it('has no level for a category bought a few times, nor for none, and says so', () => {
    const ana = livesOnTwoLevels();
    expect(ana.act('purchase.requested', buys(30, 'books')).unknown).toMatchObject({ categoryZ: 'no_history' });
    expect(ana.act('purchase.requested', euros(30)).unknown).toMatchObject({ categoryZ: 'not_supplied' });
  });

  it('cannot be taught a new level of a category in a day (SEC-09)', () => {
    const ana = livesOnTwoLevels();
    for (let i = 0; i < 20; i += 1) ana.wait(hourMs).act('purchase.requested', buys(90, 'groceries'));
    const after = ana.wait(3 * dayMs).act('purchase.requested', buys(320, 'groceries'));
    expect(after.codes).toContain('unusual_for_category');
  });
});

describe('what is new', () => {
  const card = (name: string) => ({ instrument: { digest: `digest-of-card-${name}` } });
  const to = (name: string) => ({ shippingTo: { addressDigest: `address-${name}` } });

  it('is known a day later, and what was never named is unknown', () => {
    const ana = story();
    const first = ana.act('purchase.requested', { ...euros(30), ...card('a'), ...to('home') });
    expect(first.unknown).toMatchObject({ instrumentKnown: 'no_history', addressKnown: 'no_history' });
    const second = ana.wait(2 * dayMs).act('purchase.requested', { ...euros(30), ...card('a'), ...to('elsewhere') });
    expect(second.features).toMatchObject({ instrumentKnown: true, addressKnown: false });
    expect(second.codes).toContain('new_address');
    const bare = ana.act('purchase.requested', euros(30));
    expect(bare.unknown).toMatchObject({ instrumentKnown: 'not_supplied', merchantKnown: 'not_supplied' });
  });

  it('is a currency never seen, which never asks by itself', () => {
    const ana = story();
    ana.livesQuietly(60);
    const abroad = ana.act('purchase.requested', { amount: { minor: 3_000, currency: 'USD' } });
    expect(abroad.codes).toContain('new_currency');
    expect(abroad.action).toBe('allow');
    const nobody = ana.act('purchase.requested', { amount: { minor: 3_000, currency: 'XAG' } });
    expect(nobody.unknown).toMatchObject({ spendZ: 'no_history', amountOfLimit: 'no_limit_for_currency' });
  });
});
