import { expect, it } from 'vitest';
import { story } from '../../../test-support/story.ts';

const purchase = (minor: number, currency: string) =>
  story().act('purchase.requested', { amount: { minor, currency } });

it.each([
  ['EUR', 100_000, 1_000, 1],
  ['JPY', 150_000, 150_000, 1],
  ['GBP', 45_000, 450, 0.5],
])('reads minor units of %s', (currency, minor, amount, share) => {
  expect(purchase(minor, currency).features).toMatchObject({ amount, currency, amountOfLimit: share });
});

it('reads the price of a subscription and the amount of a refund', () => {
  const refund = story().act('refund.requested', {
    kind: 'refund',
    amount: { minor: 200_000, currency: 'EUR' },
    target: { kind: 'card' },
  });
  expect(refund.codes).toContain('high_value');
  const price = { minor: 999, currency: 'EUR' };
  expect(story().act('subscription.start_requested', { plan: 'p', price, interval: 'month' }).features['amount']).toBe(
    9.99,
  );
});
