import type { Model } from '@countersign/models';
import type { Decision } from '@countersign/events';
import { describe, expect, it } from 'vitest';
import { goldenEntry, goldenModel } from '../../test-support/golden-model.ts';
import { shippedDocument } from '../../test-support/shipped-policy.ts';
import { type Told, euros, owner, story, thief } from '../../test-support/story.ts';
import { decide } from '../decide.ts';
import { explain } from '../explain.ts';
import { featuresOfRecord } from '../features/feature-record.ts';
import { exactScoreOf } from '../score.ts';
import type { Policy } from '../policy/policy.ts';
import { validatePolicy } from '../policy/validate-policy.ts';
import type { ModelsByDigest } from './compile-models.ts';

const model = goldenModel();
const shelf: ModelsByDigest = (digest) => (digest === goldenEntry.digest ? model : undefined);

function check(models: readonly object[], found: ModelsByDigest = shelf) {
  return validatePolicy({ ...shippedDocument(), models }, 'digest-of-a-test', found);
}
function policyWith(entry: object): Policy {
  const checked = check([{ ...goldenEntry, ...entry }]);
  if (!checked.ok) throw new Error(JSON.stringify(checked.problems));
  return checked.policy;
}
const problemsOf = (models: readonly object[], found?: ModelsByDigest): readonly string[] => {
  const checked = check(models, found);
  return checked.ok ? [] : checked.problems.map(({ path, message }) => `${path}: ${message}`);
};

/** The same purchase by somebody who lived quietly before, under a policy. */
function purchase(policy: Policy, amount = 700, who = owner): Told {
  const ana = story('ana', policy);
  ana.livesQuietly(30);
  return ana.act('purchase.requested', euros(amount), who);
}
const pointsOf = (told: Told, code: string): number => told.reasons.find((reason) => reason.code === code)?.points ?? 0;
const sumOf = ({ reasons }: Told): number => reasons.reduce((sum, { points }) => sum + points, 0);

describe('a model in a policy', () => {
  const plain = purchase(policyWith({ weight: 0, detectors: 1 }));
  const asked = purchase(policyWith({ weight: 1, detectors: 1 }));

  it('adds its log-odds against those of its training to the evidence, with the scale undone', () => {
    const policy = policyWith({ weight: 1, detectors: 0 });
    const told = purchase(policy);
    const { observed } = told.reasons.find(({ code }) => code === 'model:cards') ?? {};
    expect(told.codes).toEqual(['model:cards']);
    const { bias } = policy.byType['purchase.requested'];
    expect(told.exactScore).toBeCloseTo(exactScoreOf(bias / policy.scale + Number(observed), 1), 0);
    expect(told.exactScore).toBe(exactScoreOf(bias + sumOf(told), policy.scale));
  });

  it('counts the detectors as much as the policy says', () => {
    expect(asked.reasons.length).toBe(plain.reasons.length + 1);
    const halved = purchase(policyWith({ detectors: 0.5 }));
    expect(halved.reasons.length).toBeGreaterThan(2);
    for (const { code, points } of plain.reasons) {
      expect(Math.abs(pointsOf(halved, code) - points / 2)).toBeLessThan(0.0051);
    }
    expect(pointsOf(halved, 'model:cards')).toBe(pointsOf(asked, 'model:cards'));
  });

  it('is silent without weight, and about other event types', () => {
    const without = purchase(policyWith({ weight: 0, detectors: 1 }));
    expect(without.codes).not.toContain('model:cards');
    const ana = story('ana', policyWith({}));
    ana.livesQuietly(30);
    const login = ana.act('login.succeeded', {}, thief);
    expect(login.codes).toContain('new_device');
    expect(login.codes).not.toContain('model:cards');
  });

  it('speaks about the event types that the policy names', () => {
    const login = story('ana', policyWith({ on: ['login.succeeded'] })).act('login.succeeded', {}, thief);
    expect(login.codes).toEqual(['model:cards']);
  });

  it('decides a recorded event again exactly (DEL-19)', () => {
    const policy = policyWith({ detectors: 0.3 });
    const told = purchase(policy, 912.34, thief);
    const again = decide(
      featuresOfRecord(told),
      { type: 'purchase.requested', accountId: 'ana', keys: {}, logTimeMs: 0, fields: {} },
      policy,
    );
    expect([again.score, again.reasons]).toEqual([told.score, told.reasons]);
  });
});

describe('a policy is refused for a model', () => {
  it.each<[string, readonly object[], ModelsByDigest | undefined, string]>([
    [
      'that is not here',
      [{ ...goldenEntry, digest: 'x'.repeat(43) }],
      undefined,
      `models.0.digest: the model cards (${'x'.repeat(43)}) is not here; import it with \`countersign model import\``,
    ],
    [
      'that cannot be read',
      [goldenEntry],
      () => 'it is cut off',
      `models.0.digest: the model cards (${goldenEntry.digest}) cannot be used: it is cut off`,
    ],
    [
      'of another name',
      [{ ...goldenEntry, name: 'logins' }],
      undefined,
      'models.0.digest: this is the digest of the model cards, not of logins',
    ],
    [
      'beside another one for the same event type',
      [goldenEntry, goldenEntry],
      undefined,
      'models.1: purchase.requested has the model cards already',
    ],
    [
      'with features that this release does not have',
      [goldenEntry],
      () => goldenModel((text) => text.replaceAll('spendZ', 'spndZ').replaceAll('amount', 'event.amount.miner')),
      "models.0.digest: the model cards needs what this release does not have: 'spndZ' (did you mean 'spendZ'?) is no feature; " +
        "'event.amount.miner' (did you mean 'event.amount.minor'?) is no feature",
    ],
    [
      'that takes a word for a number',
      [goldenEntry],
      () => ({ ...model, inputs: [{ name: 'country', words: undefined }] }) satisfies Model,
      "models.0.digest: the model cards needs what this release does not have: 'country' is a word, and has none",
    ],
  ])('%s', (_, models, found, problem) => {
    expect(problemsOf(models, found)).toEqual([problem]);
  });
});

describe('a model is explained', () => {
  const policy = policyWith({ weight: 1, detectors: 0 });
  const told = purchase(policy, 700, thief);
  const decision: Decision = {
    id: '00000000-0000-5000-8000-000000000000',
    eventId: told.eventId,
    eventType: 'purchase.requested',
    accountId: 'ana',
    eventTime: '2026-03-01T00:00:00Z',
    logTime: '2026-03-01T00:00:00Z',
    action: told.action,
    score: told.score,
    reasons: told.reasons,
    features: told.features,
    unknown: told.unknown,
    policy: { id: 'default', version: 1, digest: 'digest-of-a-test' },
    flags: [],
    degraded: [],
    keys: {},
    position: { partition: 0, offset: 0, outcomes: -1, labels: -1 },
  };

  it('by what moved it, with what was seen, from the decision alone', () => {
    expect(explain(decision, policy).sentences).toEqual([
      'The model cards finds this 8.7 times likelier among frauds than among other events; what weighs most: the amount ' +
        '€700 (+1.2), how unusual the amount is 3.57 (+0.8), whether the device is known no (+0.5), and the country NG (−0.2). (+4.32)',
    ]);
    expect(explain(decision, policy, 'he').sentences[0]).toMatch(/^המודל .*cards.* פי .*; מה שהשפיע יותר מכול: /);
  });

  it('by its evidence alone where the policy is not at hand', () => {
    expect(explain(decision).sentences[0]).toMatch(
      /^The model cards finds this [\d,.]+ times likelier among frauds than among other events\. \(\+[\d.]+\)$/,
    );
  });

  it('by parts that add up to the evidence', () => {
    const part = policy.byType['purchase.requested'].model;
    const event = { type: 'purchase.requested', accountId: 'ana', keys: {}, logTimeMs: 0, fields: {} } as const;
    const { contributions, mean } = part!.model.explain(featuresOfRecord(told), event);
    const sum = contributions.reduce((all, { logOdds }) => all + logOdds, mean);
    expect(Math.abs(sum - part!.model.evidence(featuresOfRecord(told), event))).toBeLessThan(1e-9);
  });
});
