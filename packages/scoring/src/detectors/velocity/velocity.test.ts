import { describe, expect, it } from 'vitest';
import { decisionOf } from '../../../test-support/decision-of.ts';
import { shippedDocument, shippedPolicy } from '../../../test-support/shipped-policy.ts';
import { dayMs, giftCard, hourMs, minuteMs, owner, story } from '../../../test-support/story.ts';
import { naming, rule, spend, velocitiesOf } from '../../../test-support/naming-velocities.ts';
import { recordOf } from '../../features/feature-record.ts';
import {
  createPopulation,
  emptyProfile,
  entityUses,
  extract,
  kindsOf,
  reDecide,
  shadowOf,
  validatePolicy,
  velocityUses,
} from '../../index.ts';
import { velocities } from './velocity-table.ts';

describe('a policy', () => {
  it('that names no velocity neither reads, records nor computes one', () => {
    expect(shippedPolicy.velocities).toBeUndefined();
    const { blank, slots } = shippedPolicy.byType['purchase.requested'];
    expect(blank.values.length).toBeLessThan(Math.max(...slots) + 2);
    expect(velocitiesOf(story().act('purchase.requested', spend(5)))).toEqual({});
  });

  it('that names some reads them at the types of its rule, records them at their act, and writes no other', () => {
    const policy = naming(['DeviceLogins1hAccounts'], ['purchase.requested']);
    const uses = policy.velocities?.uses;
    expect(uses?.['purchase.requested'].map(({ isAct }) => isAct)).toEqual([false]);
    expect(uses?.['login.succeeded'].map(({ isAct }) => isAct)).toEqual([true]);
    expect(uses?.['refund.requested']).toEqual([]);
    const ana = story('ana', policy);
    expect(velocitiesOf(ana.act('login.succeeded', {}))).toEqual({});
    expect(velocitiesOf(ana.act('purchase.requested', spend(5)))).toEqual({ DeviceLogins1hAccounts: 1 });
  });

  it('is told the nearest name', () => {
    const when = 'features.velocityDevicePurchase1hAccount > 3';
    const checked = validatePolicy({ ...shippedDocument(), rules: [rule(when)] }, 'd');
    expect(JSON.stringify(checked)).toContain('did you mean features.velocityDevicePurchases1hAccounts?');
  });

  it('in shadow has its velocities recorded, and extracts them for itself', () => {
    const live = naming(['IpLogins1hCount'], ['login.succeeded']);
    const candidate = naming(['DevicePurchases24hSum'], ['purchase.requested']);
    const { velocities: both, extractsAnew } = shadowOf(candidate, live);
    expect([...extractsAnew].toSorted()).toEqual(['login.succeeded', 'purchase.requested']);
    expect(both?.uses['purchase.requested']).toHaveLength(1);
    expect(both?.uses['login.succeeded']).toHaveLength(1);
  });
});

describe('a recorded decision', () => {
  const policy = naming(['DevicePurchases1hCount'], ['purchase.requested']);

  it.each([
    ['knows the velocity that was named when it was made', policy, []],
    ['meets unknown for another (DEL-19)', shippedPolicy, [{ id: 'r', effect: 'review', state: 'skipped_unknown' }]],
  ] as const)('%s', (_, madeBy, findings) => {
    const decision = decisionOf(story('ana', madeBy).act('purchase.requested', spend(5)), 'purchase.requested');
    expect(reDecide(decision, policy)?.rules).toEqual(findings);
  });
});

describe('a velocity', () => {
  it('counts the act itself once, and other acts not at all', () => {
    const ana = story('ana', naming(['AccountPurchases1hCount', 'DevicePurchases1hCount', 'DevicePurchases1minCount']));
    ana.act('purchase.requested', spend(5));
    ana.wait(2 * minuteMs);
    expect(velocitiesOf(ana.act('purchase.requested', spend(5)))).toEqual({
      AccountPurchases1hCount: 2,
      DevicePurchases1hCount: 2,
      DevicePurchases1minCount: 1,
    });
    expect(velocitiesOf(ana.act('login.succeeded', {}))).toMatchObject({ DevicePurchases1hCount: 2 });
    ana.wait(hourMs);
    expect(velocitiesOf(ana.act('login.succeeded', {}))).toMatchObject({ DevicePurchases1hCount: 0 });
  });

  it('tells things apart on an account', () => {
    const ana = story('ana', naming(['AccountPurchases7dInstruments', 'AccountRedemptions24hGiftCards']));
    for (const digest of ['one', 'two', 'two']) {
      ana.wait(dayMs);
      ana.act('purchase.requested', spend(5, 'EUR', { instrument: { kind: 'card', digest } }));
    }
    ana.act('gift_card.redemption_requested', giftCard('a'));
    expect(velocitiesOf(ana.act('gift_card.redemption_requested', giftCard('b')))).toEqual({
      AccountPurchases7dInstruments: 2,
      AccountRedemptions24hGiftCards: 2,
    });
  });

  it('has no sum over two currencies or an amount that nobody said, and says why', () => {
    const ana = story('ana', naming(['AccountPurchases1hSum', 'DevicePurchases1hSum', 'IpRedemptions1hSum']));
    ana.act('purchase.requested', spend(5));
    expect(velocitiesOf(ana.act('purchase.requested', spend(500, 'JPY')))).toMatchObject({
      AccountPurchases1hSum: 'other_currency',
      DevicePurchases1hSum: 'other_currency',
    });
    expect(velocitiesOf(ana.act('login.succeeded', {}))).toMatchObject({
      AccountPurchases1hSum: 'other_currency',
      DevicePurchases1hSum: 'other_currency',
    });
    ana.wait(hourMs);
    expect(velocitiesOf(ana.act('purchase.requested', spend(7)))).toMatchObject({
      AccountPurchases1hSum: 7,
      DevicePurchases1hSum: 7,
    });
    ana.act('gift_card.redemption_requested', { giftCard: { digest: 'digest-of-card-b' } });
    expect(velocitiesOf(ana.act('login.succeeded', {}))).toMatchObject({ IpRedemptions1hSum: 'not_supplied' });
  });

  it('is unknown where the event does not name the entity', () => {
    const ana = story('ana', naming(['DevicePurchases1hCount', 'MerchantPurchases1hAccounts']));
    expect(velocitiesOf(ana.act('purchase.requested', spend(5), { ...owner, device: undefined }))).toEqual({
      DevicePurchases1hCount: 'not_supplied',
      MerchantPurchases1hAccounts: 'not_supplied',
    });
  });

  it('is unknown where the store did not answer, but for what the account remembers', () => {
    const policy = naming(['DevicePurchases1hCount', 'AccountPurchases1hCount']);
    const event = { id: 'x', type: 'purchase.requested', data: spend(5) } as never;
    const keys = { account: 'ana', device: 'd1' };
    const geo = { unknown: 'no_address' };
    const population = createPopulation();
    const kinds = kindsOf(event, keys, geo, undefined);
    const times = { logTimeMs: dayMs, timeMs: dayMs, flags: [] };
    const input = { event, keys, ...times, geo, entities: new Map(), population, kinds };
    const { slots } = policy.byType['purchase.requested'];
    const { features, unknown } = recordOf(extract(input, emptyProfile, policy), slots);
    expect(features['velocityAccountPurchases1hCount']).toBe(1);
    expect(unknown['velocityDevicePurchases1hCount']).toBe('unavailable');
  });

  it('does not know of a late act afterwards', () => {
    const ana = story('ana', naming(['DevicePurchases24hCount']));
    ana.act('purchase.requested', spend(5), { ...owner, flags: ['late'], timeMs: ana.nowMs - hourMs });
    expect(velocitiesOf(ana.act('purchase.requested', spend(5)))).toEqual({ DevicePurchases24hCount: 1 });
  });

  it('gives every feature of the table a rule, and no two the same set for different things', () => {
    const policy = naming(velocities.slice(0, 60).map(({ name }) => name.replace('velocity', '')));
    const told = story('ana', policy).act('purchase.requested', spend(5));
    expect(Object.keys(velocitiesOf(told))).toHaveLength(60);
  });
});

it('costs no set of its own where the account remembers', () => {
  const policy = naming(['AccountPurchases7dSum', 'AccountFailedLogins1hCount']);
  expect(Object.values(policy.velocities?.uses ?? {}).flat()).toEqual([]);
  const event = { id: 'x', type: 'login.failed', data: {} } as never;
  expect(velocityUses(policy.velocities!, event, { account: 'ana' }, 0, false)).toEqual([]);
  expect(entityUses(event, { account: 'ana' }, 0)).toEqual([]);
});
