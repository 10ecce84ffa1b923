import { describe, expect, it } from 'vitest';
import { decisionOf } from '../../test-support/decision-of.ts';
import { compiledPolicy, shippedDocument, shippedPolicy } from '../../test-support/shipped-policy.ts';
import { euros, giftCard, lagos, minuteMs, owner, story, thief } from '../../test-support/story.ts';
import { explain } from '../explain.ts';
import type { Policy } from '../policy/policy.ts';
import { reDecide } from '../re-decide.ts';
import { amountLever } from './amount-lever.ts';
import { edited } from './edited.ts';
import { counterfactualsOf } from './search.ts';

const established = (policy: Policy = shippedPolicy) => {
  const ana = story('ana', policy);
  ana.livesQuietly(60);
  return ana;
};
const newPhone = { ...owner, device: 'new-phone' };

/** How the changes would be told, in English. */
const sentencesOf = (decision: Parameters<typeof explain>[0], policy: Policy = shippedPolicy): readonly string[] =>
  explain(decision, policy).counterfactuals.map(({ sentence }) => sentence);

describe('counterfactuals', () => {
  it('name what was new', () => {
    const login = established().act('login.succeeded', {}, newPhone);
    expect(sentencesOf(decisionOf(login, 'login.succeeded'))).toEqual([
      'With a known device it would have been allowed.',
    ]);
  });

  it('find the largest amount that would have been allowed, to the unit', () => {
    const purchase = established().act('purchase.requested', euros(5_000));
    const decision = decisionOf(purchase, 'purchase.requested', { facts: { 'amount.minor': 500_000 } });
    expect(decision.action).not.toBe('allow');
    const [best] = counterfactualsOf(decision, shippedPolicy);
    const enough = best?.changes[0]?.enough ?? 0;
    expect(best?.changes.map(({ lever }) => lever.name)).toEqual(['amount']);
    expect(enough).toBeGreaterThan(20);
    const lever = amountLever(decision)!;
    const actionAt = (amount: number) => reDecide(edited(decision, [lever.scale!.at(amount)]), shippedPolicy)?.action;
    expect([actionAt(enough), actionAt(enough + 1)]).toEqual([best?.action, decision.action]);
    expect(sentencesOf(decision)[0]).toMatch(/^With the amount at most €\d+ it would have been/);
  });

  it('follow an amount to everything that comes of it, as a smaller purchase has it', () => {
    const quiet = established();
    const small = story('ana');
    small.livesQuietly(60);
    const large = decisionOf(quiet.act('purchase.requested', euros(900)), 'purchase.requested');
    const real = small.act('purchase.requested', euros(130));
    const imagined = edited(large, [amountLever(large)!.scale!.at(130)]);
    for (const name of ['amount', 'amountOfLimit', 'spendZ', 'spent24h', 'spent24hZ']) {
      expect(imagined.features[name], name).toBeCloseTo(Number(real.features[name]), 1);
    }
  });

  it('combine changes where one is not enough', () => {
    const ana = established();
    for (let failure = 0; failure < 10; failure += 1) ana.act('login.failed', { reason: 'wrong_password' }, thief);
    const login = ana.wait(minuteMs).act('login.succeeded', {}, thief);
    const decision = decisionOf(login, 'login.succeeded');
    expect(decision.action).toBe('challenge');
    const found = counterfactualsOf(decision, shippedPolicy);
    expect(found.length).toBeGreaterThan(0);
    for (const { changes } of found) expect(changes.length).toBeGreaterThan(1);
    expect(sentencesOf(decision)[0]).toMatch(/a known device/);
    expect(sentencesOf(decision)[0]).toMatch(/, and | and /);
  });

  it('see through rules', () => {
    const document = shippedDocument();
    document.rules = [
      {
        id: 'large-on-new-device',
        description: 'Large purchases on a device of today wait',
        severity: 'high',
        owner: 'fraud',
        on: ['purchase.requested'],
        when: 'event.amount.minor > 42000 && features.deviceAgeDays < 1',
        effect: { action: 'hold' },
        whenUnknown: 'skip',
      },
    ];
    const policy = compiledPolicy(document);
    const ana = established(policy);
    const told = ana.act('purchase.requested', euros(450));
    const facts = { 'amount.minor': 45_000, 'amount.currency': 'EUR' };
    const features = { ...told.features, deviceAgeDays: 0.01 };
    const base = decisionOf({ ...told, features }, 'purchase.requested', { facts });
    const { action, score, reasons, rules } = reDecide(base, policy)!;
    expect(rules).toContainEqual({ id: 'large-on-new-device', effect: 'hold', state: 'applied' });
    const decision = { ...base, action, score, reasons, rules: [...rules] };
    const sentences = sentencesOf(decision, policy);
    expect(sentences.join(' ')).toMatch(/With the amount at most €420 it would have been (allowed|challenged)\./);
    expect(sentences.join(' ')).toContain('how long the device is known at least 1 day');
  });

  it('name the freeze', () => {
    const ana = established();
    const login = ana.act('login.succeeded', {}, thief);
    ana.outcome('reported', login);
    const redeemed = ana.wait(minuteMs).act('gift_card.redemption_requested', giftCard('a'), owner);
    const decision = decisionOf(redeemed, 'gift_card.redemption_requested');
    expect(decision.action).toBe('hold');
    expect(sentencesOf(decision)).toContain('With an account that is not frozen it would have been allowed.');
  });

  it('are none for what was allowed, and none by a policy that decides otherwise', () => {
    const ana = established();
    const quiet = decisionOf(ana.act('login.succeeded', {}), 'login.succeeded');
    expect(counterfactualsOf(quiet, shippedPolicy)).toEqual([]);
    const login = decisionOf(ana.act('login.succeeded', {}, newPhone), 'login.succeeded');
    expect(counterfactualsOf({ ...login, action: 'deny' }, shippedPolicy)).toEqual([]);
  });

  it('hold for every asked decision of a life: fewest changes, each verified, in a moment', () => {
    const ana = established();
    const asked = [
      decisionOf(ana.act('login.succeeded', {}, newPhone), 'login.succeeded'),
      decisionOf(ana.act('login.succeeded', {}, { ...owner, geo: lagos, ip: '203.0.113.9' }), 'login.succeeded'),
      decisionOf(
        ana.act('settings.change_requested', { setting: 'email', action: 'change' }, thief),
        'settings.change_requested',
      ),
      decisionOf(ana.act('purchase.requested', euros(3_000), thief), 'purchase.requested'),
      decisionOf(
        ana.act('gift_card.redemption_requested', giftCard('b', 900), thief),
        'gift_card.redemption_requested',
      ),
    ].filter(({ action }) => action !== 'allow');
    expect(asked.length).toBeGreaterThan(3);
    for (const decision of asked) {
      for (const { action, changes } of counterfactualsOf(decision, shippedPolicy)) {
        const edits = changes.map(({ lever, enough }) =>
          enough === undefined ? lever.harmless : lever.scale!.at(enough),
        );
        expect(reDecide(edited(decision, edits), shippedPolicy)?.action).toBe(action);
        for (const [at] of edits.entries()) {
          const without = edits.toSpliced(at, 1);
          expect(reDecide(edited(decision, without), shippedPolicy)?.action, 'none of them is idle').toBe(
            decision.action,
          );
        }
      }
    }
  });
});
