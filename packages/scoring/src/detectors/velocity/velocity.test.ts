import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decisionOf } from '../../../test-support/decision-of.ts';
import { compiledPolicy, shippedDocument, shippedPolicy } from '../../../test-support/shipped-policy.ts';
import {
  type Told,
  type World,
  dayMs,
  giftCard,
  hourMs,
  minuteMs,
  owner,
  story,
  thief,
} from '../../../test-support/story.ts';
import { observe } from '../../../test-support/world.ts';
import { recordOf } from '../../features/feature-record.ts';
import {
  type Policy,
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

const rule = (when: string, on?: readonly string[]) => ({
  id: 'r',
  description: 'A rule.',
  owner: 'fraud team',
  severity: 'low',
  when,
  effect: { action: 'review' },
  ...(on === undefined ? {} : { on }),
});
/** The shipped policy with a rule that names some velocities, without the prefix `velocity`. */
const naming = (names: readonly string[], on?: readonly string[]): Policy => {
  const when = names.map((name) => `features.velocity${name} < 0`).join(' || ');
  return compiledPolicy({ ...shippedDocument(), rules: [rule(when, on)] });
};
const velocitiesOf = ({ features, unknown }: Told): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries({ ...features, ...unknown })
      .filter(([name]) => name.startsWith('velocity'))
      .map(([name, value]) => [name.replace('velocity', ''), value]),
  );
const spend = (amount: number, currency = 'EUR', rest = {}) => ({
  amount: { minor: amount * 100, currency },
  ...rest,
});

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

const act = fc.record({
  account: fc.constantFrom('ana', 'bo', 'cy'),
  device: fc.constantFrom('d1', 'd2'),
  gapS: fc.integer({ min: 0, max: 2_000 }),
  euros: fc.integer({ min: 1, max: 900 }),
  /** The scorer dies after it recorded the act and before it was decided. */
  isRecordedBefore: fc.boolean(),
  isRecordedAgain: fc.boolean(),
});

it('equals a naive model, however often acts are recorded (DEL-09, Jube #77)', () => {
  const policy = naming(['DevicePurchases1hCount', 'DevicePurchases1hSum', 'DevicePurchases1hAccounts']);
  fc.assert(
    fc.property(fc.array(act, { maxLength: 30 }), (acts) => {
      const world: World = new Map();
      const people = new Map(['ana', 'bo', 'cy'].map((name) => [name, story(name, policy, world)]));
      const past: { atMs: number; account: string; device: string; euros: number }[] = [];
      let count = 0;
      for (const { account, device, gapS, euros, isRecordedBefore, isRecordedAgain } of acts) {
        for (const one of people.values()) one.wait(gapS * 1000);
        const person = people.get(account)!;
        const { nowMs } = person;
        const known = past.filter((one) => one.device === device && one.atMs > nowMs - hourMs);
        const record = () => {
          const id = `${account}-${past.filter((one) => one.account === account).length + 1}`;
          const event = { id, type: 'purchase.requested', data: spend(euros) } as never;
          for (const use of velocityUses(policy.velocities!, event, { account, device }, nowMs, false)) {
            observe(world, use, nowMs);
          }
        };
        if (isRecordedBefore) record();
        const told = velocitiesOf(person.act('purchase.requested', spend(euros), { ...thief, device }));
        if (isRecordedAgain) record();
        past.push({ atMs: nowMs, account, device, euros });
        known.push(past.at(-1)!);
        expect(told).toEqual({
          DevicePurchases1hCount: known.length,
          DevicePurchases1hSum: known.reduce((sum, one) => sum + one.euros, 0),
          DevicePurchases1hAccounts: new Set(known.map((one) => one.account)).size,
        });
        count += 1;
      }
      expect(count).toBe(acts.length);
    }),
    { numRuns: 60 },
  );
});

it('costs no set of its own where the account remembers', () => {
  const policy = naming(['AccountPurchases7dSum', 'AccountFailedLogins1hCount']);
  expect(Object.values(policy.velocities?.uses ?? {}).flat()).toEqual([]);
  const event = { id: 'x', type: 'login.failed', data: {} } as never;
  expect(velocityUses(policy.velocities!, event, { account: 'ana' }, 0, false)).toEqual([]);
  expect(entityUses(event, { account: 'ana' }, 0)).toEqual([]);
});
