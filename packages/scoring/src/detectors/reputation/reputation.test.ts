import { expect, it } from 'vitest';
import { accountId, epochMs } from '@countersign/events';
import { decide, emptyProfile, extract, factsOf, recordOf } from '../../index.ts';
import { kindList, kindsOf } from '../../population/kinds.ts';
import { type Population, createPopulation } from '../../population/population.ts';
import { shippedPolicy } from '../../../test-support/shipped-policy.ts';

const timeMs = Date.UTC(2026, 4, 4, 3);

function purchase(minor: number, category: string, merchant: string) {
  const data = { amount: { minor, currency: 'EUR' }, merchant: { id: merchant, category }, context: {} };
  const event = { id: 'e', source: 's', accountId: accountId('ana'), time: epochMs(timeMs), data };
  const typed = { ...event, type: 'purchase.requested' } as const;
  const keys = { account: 'ana', merchant };
  return { event: typed, keys, kinds: kindsOf(typed, keys, { unknown: 'no_address' }) };
}

/** Purchases of one kind were seen so often, and so many of them were frauds. */
function lived(population: Population, one: ReturnType<typeof purchase>, seen: number, frauds: number): void {
  for (let at = 0; at < seen; at += 1) population.noteSeen(kindList(one.kinds), timeMs / 1000);
  for (let at = 0; at < frauds; at += 1) population.noteFraud(kindList(one.kinds), timeMs / 1000);
}

function judged(population: Population, one: ReturnType<typeof purchase>) {
  const rest = { logTimeMs: timeMs, timeMs, flags: [], geo: { unknown: 'no_address' }, entities: new Map() };
  const found = extract({ ...one, ...rest, population }, emptyProfile, shippedPolicy);
  const verdict = decide(found, factsOf(one.event, one.keys, timeMs), shippedPolicy);
  return { ...verdict, ...recordOf(verdict.found, shippedPolicy.byType[one.event.type].slots) };
}

const groceries = purchase(4_000, 'groceries', 'corner shop');
const consoles = purchase(60_000, 'electronics', 'big shop');

it('says nothing before ten frauds were confirmed', () => {
  const population = createPopulation();
  lived(population, groceries, 5_000, 0);
  lived(population, consoles, 100, 9);
  const { unknown, reasons } = judged(population, consoles);
  expect(unknown).toMatchObject({ alikeLogOdds: 'no_history', merchantLogOdds: 'no_history' });
  expect(reasons.map(({ code }) => code)).not.toContain('like_confirmed_fraud');
});

it('raises what is often stolen and lowers what never is', () => {
  const population = createPopulation();
  lived(population, groceries, 5_000, 0);
  lived(population, consoles, 100, 30);
  const stolen = judged(population, consoles);
  const safe = judged(population, groceries);
  expect(stolen.features['alikeLogOdds']).toBeGreaterThan(3);
  expect(safe.features['alikeLogOdds']).toBeLessThan(-2);
  expect(stolen.reasons.map(({ code }) => code)).toEqual(
    expect.arrayContaining(['like_confirmed_fraud', 'merchant_fraud']),
  );
  expect(safe.reasons.map(({ code }) => code)).toContain('unlike_confirmed_fraud');
});

it('knows little of a kind that was seen twice', () => {
  const population = createPopulation();
  lived(population, groceries, 5_000, 25);
  const rare = purchase(200_000, 'jewels', 'jeweller');
  lived(population, rare, 2, 0);
  expect(Math.abs(Number(judged(population, rare).features['alikeLogOdds']))).toBeLessThan(0.1);
});
