import { readFileSync } from 'node:fs';
import { shippedPolicyFile } from '@countersign/scorer';
import { expect, it } from 'vitest';
import { policyDifference } from './policy-difference.ts';

const shipped = readFileSync(shippedPolicyFile, 'utf8');
const rule = `
rules:
  - id: nothing-dear
    description: No purchase above 10 euros.
    owner: test
    severity: high
    on: [purchase.requested]
    when: event.amount.minor > 1000
    effect: { action: deny }
    whenUnknown: skip
`;
const cases = `
cases:
  - name: nothing dear
    event: { type: purchase.requested, amount: { minor: 2000, currency: EUR } }
    expect: { action: deny, rules: [nothing-dear] }
`;
const mine = shipped.replace('\nrules:\n', rule).replace('\ncases:\n', cases);
const between = (before: string, after: string): readonly string[] =>
  policyDifference({ text: before, where: 'before' }, { text: after, where: 'after' });

it('tells a new rule and a new case in a line each, and nothing of those that stayed', () => {
  expect(between(shipped, mine)).toEqual([
    'rules',
    '  + nothing-dear: { action: deny } when event.amount.minor > 1000',
    'cases',
    '  + nothing dear: expects { action: deny, rules: [nothing-dear] }',
  ]);
});

it('tells those that went', () => {
  expect(between(mine, shipped).map((line) => line.slice(0, 16))).toEqual([
    'rules',
    '  - nothing-dear',
    'cases',
    '  - nothing dear',
  ]);
});

it('tells only the parts that changed', () => {
  const later = mine.replace('minor > 1000', 'minor > 1500').replace('minor: 2000,', 'minor: 1800,');
  expect(between(mine, later)).toEqual([
    'rules',
    '  ~ nothing-dear',
    '      when: event.amount.minor > 1000 → event.amount.minor > 1500',
    'cases',
    '  ~ nothing dear',
    '      event: { type: purchase.requested, amount: { minor: 2000, currency: EUR } } → { type: purchase.requested, amount: { minor: 1800, currency: EUR } }',
  ]);
});
