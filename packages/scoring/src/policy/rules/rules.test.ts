import { describe, expect, it } from 'vitest';
import { shippedDocument } from '../../../test-support/shipped-policy.ts';
import { type Story, owner, story, thief } from '../../../test-support/story.ts';
import { validatePolicy } from '../validate-policy.ts';

const rule = (more: object) => ({ id: 'r', description: 'A rule.', owner: 'fraud team', severity: 'medium', ...more });
const checked = (more: object) => validatePolicy({ ...shippedDocument(), ...more }, 'd');
const problemsOf = (more: object): string[] => {
  const result = checked(more);
  return result.ok
    ? []
    : result.problems.map(({ path, message, at }) => `${path}${at === undefined ? '' : `@${at}`}: ${message}`);
};
function storyUnder(more: object): Story {
  const result = checked(more);
  if (!result.ok) throw new Error(result.problems.map(({ message }) => message).join('; '));
  return story('ana', result.policy);
}
const spend = (minor: number) => ({ amount: { minor, currency: 'EUR' } });
const atHome = (ana: Story): Story => {
  ana.livesQuietly(60);
  return ana;
};

describe('a rule', () => {
  it.each([
    [
      'a misspelt feature',
      'features.deviceAgeDay < 1',
      /rules\.0\.when@9: features\.deviceAgeDay is not known here; did you mean features\.deviceAgeDays\?/,
    ],
    ['an unknown root', 'featurs.spendZ > 1', /did you mean features\.spendZ\?/],
    ['an unknown list', 'account.id in lists.vips', /did you mean lists\.vip\?/],
    ['types that do not fit', 'event.amount.currency > 5', /no such overload/],
    ['no truth value', 'features.spendZ + 1', /it gives a double; a rule says true or false/],
    ['half an expression', 'features.spendZ >', /Unexpected token/],
    ['a regular expression', 'account.id.matches("(a+)+$")', /\.matches\(…\) is not part of rules/],
    ['a division by zero', 'event.amount.minor / 0 > 1', /it divides by zero/],
    ['too many steps', 'lists.vip.exists(a, lists.vip.exists(b, a == b))', /steps for one event/],
  ])('is refused for %s, with the place', (_, when, sentence) => {
    const lists = { vip: { values: Array.from({ length: 200 }, (__, at) => `v${at}`) } };
    expect(problemsOf({ lists, rules: [rule({ when, effect: { action: 'review' } })] }).join('\n')).toMatch(sentence);
  });

  it('must say what happens on what is not known when it may deny or hold', () => {
    const denying = rule({ when: 'features.spendZ > 9', effect: { action: 'deny' } });
    expect(problemsOf({ rules: [denying] })).toEqual([
      expect.stringMatching(/^rules\.0\.whenUnknown: .* skip or apply$/),
    ]);
    expect(problemsOf({ rules: [{ ...denying, whenUnknown: 'skip' }] })).toEqual([]);
  });

  it('has an id of its own, adds points without asking for the score, and is snoozed by its name', () => {
    const one = rule({ when: 'score > 3', effect: { action: 'addPoints', points: 2 } });
    const snoozes = [{ rule: 'q', account: 'ana', until: '2027-01-01T00:00:00Z' }];
    expect(problemsOf({ rules: [one, one], snoozes }).map((line) => line.split(':')[0])).toEqual([
      'snoozes.0.rule',
      'rules.1.id',
      'rules.0.when@0',
      'rules.1.when@0',
    ]);
  });

  it('holds what it is about and nothing else, and stands in the verdict', () => {
    const rules = [
      rule({
        when: 'event.amount.minor > 4000',
        on: ['purchase.requested'],
        effect: { action: 'hold' },
        whenUnknown: 'skip',
      }),
    ];
    const ana = atHome(storyUnder({ rules }));
    expect(ana.act('purchase.requested', spend(4_001))).toMatchObject({
      action: 'hold',
      rules: [{ id: 'r', effect: 'hold', state: 'applied' }],
    });
    expect(ana.act('purchase.requested', spend(3_000))).toMatchObject({ action: 'allow', rules: [] });
  });

  it('is not evaluable where something is not known, and then does as it says', () => {
    const denies = (whenUnknown: string) =>
      storyUnder({
        rules: [rule({ when: 'features.impliedSpeedKmh > 5000', effect: { action: 'deny' }, whenUnknown })],
      });
    expect(denies('skip').act('login.succeeded', {}, {})).toMatchObject({
      action: 'allow',
      rules: [{ state: 'skipped_unknown' }],
    });
    expect(denies('apply').act('login.succeeded', {}, {})).toMatchObject({
      action: 'deny',
      rules: [{ state: 'applied_unknown' }],
    });
  });

  it('adds points that count in the score and in what the next rule sees', () => {
    const rules = [
      rule({ id: 'plus', when: 'true', effect: { action: 'addPoints', points: 12 } }),
      rule({ id: 'look', when: 'score > 90', effect: { action: 'review' } }),
    ];
    const login = atHome(storyUnder({ rules })).act('login.succeeded', {}, owner);
    expect(login.codes[0]).toBe('rule:plus');
    expect(login).toMatchObject({ action: 'challenge', needsReview: true });
  });

  it('asks more strictly: more digits, fewer channels, and holds when no channel is left', () => {
    const stronger = rule({ when: 'true', effect: { action: 'challenge', digits: 8, channels: ['authenticator'] } });
    const asked = atHome(storyUnder({ rules: [stronger] })).act('login.succeeded', {});
    expect(asked.challenge).toMatchObject({ digits: 8, channels: ['authenticator'] });
    const other = rule({ id: 'other', when: 'true', effect: { action: 'challenge', channels: ['email'] } });
    expect(atHome(storyUnder({ rules: [stronger, other] })).act('login.succeeded', {}).action).toBe('hold');
  });
});

describe('precedence', () => {
  const allow = (severity: string) => rule({ id: 'a', severity, when: 'true', effect: { action: 'allow' } });
  const hold = (severity: string) =>
    rule({ id: 'h', severity, when: 'true', effect: { action: 'hold' }, whenUnknown: 'skip' });
  const deny = rule({ id: 'd', severity: 'low', when: 'true', effect: { action: 'deny' }, whenUnknown: 'skip' });

  it.each([
    ['deny before hold', [hold('critical'), deny], 'deny'],
    ['an allow over a rule of lower severity', [allow('high'), hold('medium')], 'allow'],
    ['no allow over a rule of the same severity', [allow('high'), hold('high')], 'hold'],
    ['an allow of medium severity over the score’s challenge', [allow('medium')], 'allow'],
    ['no allow of low severity over it', [allow('low')], 'challenge'],
  ])('%s', (_, rules, action) => {
    expect(atHome(storyUnder({ rules })).act('login.succeeded', {}, thief).action).toBe(action);
  });

  it('lets no rule open a frozen account', () => {
    const ana = atHome(storyUnder({ rules: [allow('critical')] }));
    const stolen = ana.act('gift_card.redemption_requested', {
      giftCard: { digest: 'digest-of-card', faceValue: { minor: 90_000, currency: 'EUR' } },
      amount: { minor: 90_000, currency: 'EUR' },
    });
    ana.outcome('reported', stolen);
    expect(ana.act('purchase.requested', spend(100)).action).toBe('hold');
  });
});

describe('lists and snoozes', () => {
  it('let an entry go when its time has come', () => {
    const lists = { watched: { values: [{ value: 'ana', until: '2026-03-03T00:00:00Z' }] } };
    const ana = storyUnder({
      lists,
      rules: [rule({ when: 'account.id in lists.watched', effect: { action: 'review' } })],
    });
    expect(ana.act('login.succeeded', {}).needsReview).toBe(true);
    expect(ana.wait(86_400_000).act('login.succeeded', {}).needsReview).toBe(false);
  });

  it('keep one rule quiet for one account, and say so', () => {
    const snoozes = [{ rule: 'r', account: 'ana', until: '2026-03-03T00:00:00Z' }];
    const ana = storyUnder({ snoozes, rules: [rule({ when: 'true', effect: { action: 'challenge' } })] });
    expect(ana.act('login.succeeded', {})).toMatchObject({ action: 'allow', rules: [{ state: 'snoozed' }] });
    expect(ana.wait(86_400_000).act('login.succeeded', {}).action).toBe('challenge');
  });
});
