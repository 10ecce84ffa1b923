import { expect, it } from 'vitest';
import { dayMs, story } from '../../../test-support/story.ts';

const plan = (minor: number, interval: 'month' | 'year' | 'week', rest: object = {}) => ({
  plan: 'premium',
  price: { minor, currency: 'EUR' },
  interval,
  ...rest,
});

it.each([
  [999, 'month', 119.88],
  [24_000, 'year', 240],
  [500, 'week', 260],
] as const)('reckons %i cents a %s as a year', (minor, interval, yearlyCost) => {
  expect(story().act('subscription.start_requested', plan(minor, interval)).features).toMatchObject({ yearlyCost });
});

it('is asked once for a plan, and not when it is started again', () => {
  const ana = story();
  ana.livesQuietly(30);
  const asked = ana.act('subscription.start_requested', plan(2_500, 'month'));
  expect(asked.codes[0]).toBe('subscription_intent');
  ana.outcome('verified', asked);
  expect(ana.wait(5 * dayMs).act('subscription.start_requested', plan(2_500, 'month')).action).toBe('allow');
});

it('counts accounts on one device and one instrument, whichever are more', () => {
  const world = new Map();
  const trialEndsAt = '2026-04-01T00:00:00Z';
  const instrument = { digest: 'digest-of-card-shared' };
  const told = ['a', 'b', 'c'].map((name) =>
    story(name, undefined, world).act('subscription.start_requested', plan(500, 'month', { trialEndsAt, instrument }), {
      device: `device-${name}`,
    }),
  );
  expect(told.map(({ features }) => features['trialAccounts'])).toEqual([1, 2, 3]);
});

it('says why it does not know how many try', () => {
  const told = story().act(
    'subscription.start_requested',
    plan(500, 'month', { trialEndsAt: '2026-04-01T00:00:00Z' }),
    {
      device: undefined,
    },
  );
  expect(told.unknown).toMatchObject({ trialAccounts: 'not_supplied' });
});
