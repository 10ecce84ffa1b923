import { type RuleHealth, ruleHealth, ruleHealthLines } from '@countersign/evaluation';
import { loadPolicy, readPolicyFile, readPolicyText } from '@countersign/scorer';
import { describe, expect, it } from 'vitest';
import { decided } from '../../test-support/decided.ts';

const rule = (id: string, when: string, owner = 'fraud-team'): string =>
  `  - { id: ${id}, description: A rule., owner: ${owner}, severity: low, on: [login.succeeded], when: '${when}', effect: { action: review } }\n`;
const rules = [
  rule('never', 'features.failedLogins1h > 1000'),
  rule('always', 'event.type == "login.succeeded"', 'ana'),
  rule('twin', 'features.failedLogins1h > 3'),
  rule('wider', 'features.failedLogins1h > 2'),
  rule('drifting', 'features.country == "BR"'),
  rule('sound', 'features.failedLogins1h == 1'),
  rule('blind', 'features.deviceAgeDays > 1'),
];
const shipped = readPolicyFile();
/** What ships, with other rules in place of its own, which come last, with their cases. */
const read = readPolicyText(
  `${shipped.slice(0, shipped.indexOf('\nrules:\n'))}\nrules:\n${rules.join('')}snoozes:\n  - { rule: sound, account: ben, until: 2027-01-01T00:00:00Z, note: away }\n`,
);
const policy = read.ok ? read.policy : expect.fail(read.problems.join('\n'));

/** A login every two hours for 40 days; from the 31st on, half of them come from Brazil. */
const past = Array.from({ length: 480 }, (_, at) =>
  decided(loadPolicy(), {
    at,
    timeMs: Date.UTC(2026, 0, 1) + at * 2 * 3_600_000,
    accountId: at % 10 === 0 ? 'ben' : 'ana',
    features: { failedLogins1h: at % 5, country: at >= 372 && at % 2 === 0 ? 'BR' : 'AT' },
  }),
);

function healthOf(count = past.length): ReadonlyMap<string, RuleHealth> {
  const run = ruleHealth(policy);
  for (const decision of past.slice(0, count)) run.add(decision);
  return new Map(run.result().map((one) => [one.id, one]));
}

describe('rules health', () => {
  const found = healthOf();
  it.each([
    ['never', [{ kind: 'never_fired' }]],
    ['always', [{ kind: 'always_fires' }]],
    [
      'twin',
      [
        { kind: 'always_with', other: 'always' },
        { kind: 'always_with', other: 'wider' },
      ],
    ],
    ['wider', [{ kind: 'always_with', other: 'always' }]],
  ])('finds that of %s', (id, oddities) => {
    expect(found.get(id)?.findings).toEqual(oddities);
  });

  it('finds one that fires at another rate lately', () => {
    const drifted = found.get('drifting')?.findings.find(({ kind }) => kind === 'drifted');
    expect(drifted).toMatchObject({ before: expect.closeTo(0, 2), lately: expect.closeTo(0.45, 1) });
  });

  it('counts what was snoozed and what could not be evaluated, and says whose each rule is', () => {
    expect(found.get('sound')).toMatchObject({ snoozed: 0, owner: 'fraud-team' });
    expect(found.get('blind')).toMatchObject({ notEvaluable: 480, fired: 0 });
    expect(found.get('always')).toMatchObject({ owner: 'ana', fired: 480, events: 480 });
    const lines = ruleHealthLines([...found.values()]);
    expect(lines.find((line) => line.startsWith('never'))).toMatch(/fraud-team +fired 0 of 480: never fired/);
    expect(lines.find((line) => line.startsWith('drifting'))).toContain('drifted, from 0.00 % of events to 4');
    expect(lines.at(-1)).toMatch(/^\d of 7 rules are odd\.$/);
  });

  it('says nothing from a handful of events', () => {
    expect([...healthOf(50).values()].flatMap(({ findings }) => findings)).toEqual([]);
    expect(ruleHealthLines([])).toEqual(['The policy has no rules.']);
  });
});
