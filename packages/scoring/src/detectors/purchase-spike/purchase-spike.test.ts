import { expect, it } from 'vitest';
import { dayMs, euros, hourMs, minuteMs, story } from '../../../test-support/story.ts';
import { spendBaseline } from './spend-baseline.ts';

it('counts the purchase itself once', () => {
  const ana = story();
  expect(ana.act('purchase.requested', euros(10)).features).toMatchObject({
    purchases1h: 1,
    purchases24h: 1,
    spent24h: 10,
  });
  expect(ana.wait(minuteMs).act('purchase.requested', euros(20)).features).toMatchObject({
    purchases1h: 2,
    spent24h: 30,
  });
  expect(ana.wait(hourMs).act('purchase.requested', euros(5)).features).toMatchObject({
    purchases1h: 1,
    purchases24h: 3,
  });
});

it('counts attempts that were challenged too', () => {
  const ana = story();
  ana.act('purchase.requested', euros(3_000));
  expect(ana.wait(minuteMs).act('purchase.requested', euros(3_000)).features).toMatchObject({
    purchases1h: 2,
    spent24h: 6_000,
  });
});

it('keeps one baseline per currency', () => {
  const ana = story();
  ana.livesQuietly(60);
  const foreign = ana.act('purchase.requested', { amount: { minor: 4_000, currency: 'USD' } });
  expect(foreign.features).toMatchObject({ purchasesLearned: 0, usualAmount: 50 });
});

it('measures an amount by what is usual in its currency, and says unknown where nobody said what is', () => {
  const yen = story().act('purchase.requested', { amount: { minor: 7_500, currency: 'JPY' } });
  expect(yen.features).toMatchObject({ spendZ: 0, usualAmount: 7_500 });
  const lira = story().act('purchase.requested', { amount: { minor: 200_000, currency: 'TRY' } });
  expect(lira.unknown).toMatchObject({ spendZ: 'no_history', spent24hZ: 'no_history' });
  expect(lira.codes).toEqual([]);
});

it('learns the usual rate and amount', () => {
  const ana = story();
  ana.livesQuietly(120);
  const features = ana.act('purchase.requested', euros(40)).features;
  expect(features['purchasesPerDay']).toBeGreaterThan(0.3);
  expect(features['purchasesPerDay']).toBeLessThan(0.7);
  expect(features['usualAmount']).toBeGreaterThan(25);
  expect(features['usualAmount']).toBeLessThan(60);
});

it('moves a formed baseline by at most a tenth of its log per lesson (SEC-09)', () => {
  const ana = story();
  ana.livesQuietly(120);
  const before = ana.profile.spend[0]?.lnMean ?? 0;
  for (let i = 0; i < 5; i += 1) ana.act('purchase.requested', euros(130));
  ana.wait(2 * dayMs).act('login.succeeded', {});
  const after = ana.profile.spend[0]?.lnMean ?? 0;
  expect(after).toBeGreaterThan(before);
  expect(after - before).toBeLessThanOrEqual(0.101);
});

it('mixes the population in while an account is young', () => {
  const young = {
    currency: 'EUR',
    firstS: 0,
    count: 5,
    lnMean: Math.log(10),
    lnDeviation: 0.1,
    decayedCount: 5,
    rateAtS: 0,
    series: [],
  };
  expect(spendBaseline(undefined, 50, 1)).toEqual({ lnCentre: Math.log(50), lnSpread: 1 });
  expect(Math.exp(spendBaseline(young, 50, 1)?.lnCentre ?? 0)).toBeCloseTo(Math.sqrt(500));
  expect(Math.exp(spendBaseline({ ...young, count: 995 }, 50, 1)?.lnCentre ?? 0)).toBeCloseTo(10, 0);
});

it('does not hold a large purchase that had its own decision against what follows, and adds up several above the usual', () => {
  const ana = story();
  ana.livesQuietly(90);
  ana.outcome('verified', ana.act('purchase.requested', euros(900)));
  const coffee = ana.wait(hourMs).act('purchase.requested', euros(60));
  expect(coffee.features).toMatchObject({ spent24h: 960, purchases24h: 2 });
  expect(coffee.codes).not.toContain('spend_burst');
  const rui = story('rui');
  rui.livesQuietly(90);
  for (let i = 0; i < 4; i += 1) rui.wait(hourMs).act('purchase.requested', euros(95));
  expect(rui.wait(hourMs).act('purchase.requested', euros(95)).codes).toContain('spend_burst');
});
