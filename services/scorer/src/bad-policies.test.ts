import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { shippedPolicyFile } from './load-policy.ts';
import { readPolicyText } from './policy-text.ts';

const shipped = readFileSync(shippedPolicyFile, 'utf8');
const withRules = (...rules: readonly string[]): string => {
  const text = `\n${rules.join('\n')}\n`;
  return shipped.includes('\nrules: []')
    ? shipped.replace('\nrules: []', `\nrules:${text}`)
    : shipped.replace('\nrules:\n', `\nrules:${text}`);
};
/** Another section at the end of the document, or more of one that is there. */
const withSection = (name: string, text: string): string =>
  shipped.includes(`\n${name}:\n`)
    ? shipped.replace(`\n${name}:\n`, `\n${name}:\n${text}`)
    : `${shipped}\n${name}:\n${text}`;
const rule = (when: string, more = 'effect: { action: review }', id = 'mine'): string =>
  `  - id: ${id}\n    description: A rule.\n    owner: me\n    severity: low\n    when: ${when}\n    ${more}`;

const values = Array.from({ length: 150 }, (_, at) => `v${at}`).join(', ');
/** With a list of 150 names. */
const withNames = (text: string): string => {
  const list = `  names: { values: [${values}] }\n`;
  return text.includes('\nlists:\n')
    ? text.replace('\nlists:\n', () => `\nlists:\n${list}`)
    : `${text}\nlists:\n${list}`;
};
const heavy = (at: number): string =>
  rule(
    `lists.names.exists(x, x == account.id && account.id != "a${at}" && account.id != "b")`,
    'effect: { action: review }',
    `heavy-${at}`,
  );
const bomb = (): string => {
  const lines = ['a: &a [x, x, x, x, x, x, x, x, x]'];
  for (let at = 1; at < 9; at += 1) {
    const [before, name] = [String.fromCodePoint(96 + at), String.fromCodePoint(97 + at)];
    lines.push(`${name}: &${name} [${Array.from({ length: 9 }, () => `*${before}`).join(', ')}]`);
  }
  return lines.join('\n');
};

/** What came, and the one sentence that it is answered with. */
const refusals: readonly (readonly [name: string, text: string, sentence: RegExp])[] = [
  [
    'a rule that does not type-check',
    withRules(rule('event.amount.currency > 5')),
    /^line \d+, column \d+: rules\.0\.when: no such overload: string > int$/,
  ],
  [
    'a rule that divides by zero',
    withRules(rule('features.spendZ / 0 > 1.0')),
    /^line \d+, column 29: rules\.0\.when: it divides by zero$/,
  ],
  [
    'a rule that is no question',
    withRules(rule('features.spendZ + 1.0')),
    /rules\.0\.when: it gives a double; a rule says true or false$/,
  ],
  [
    'a rule that recurses through lists',
    withNames(withRules(rule('lists.names.exists(a, lists.names.exists(b, lists.names.exists(c, a == b && b == c)))'))),
    /rules\.0\.when: it may take \d+ steps for one event, allowed are 10000; ask with `in`$/,
  ],
  [
    'rules that take too long together',
    withNames(withRules(...Array.from({ length: 60 }, (_, at) => heavy(at)))),
    /the rules about login\.succeeded may take \d+ steps for one event, allowed are 50000; 'heavy-0' takes the most, \d+$/,
  ],
  [
    'a rule deeper than anybody reads',
    withRules(rule(`${'('.repeat(60)}true${')'.repeat(60)}`)),
    /rules\.0\.when: Exceeded maxDepth/,
  ],
  ['a regular expression', withRules(rule('account.id.matches("(a+)+$")')), /\.matches\(…\) is not part of rules/],
  ['a policy over 1 MB', '#'.repeat(1_100_000), /^it has 1100000 bytes; at most 1048576 are allowed$/],
  ['a bomb of anchors', bomb(), /^its anchors unfold to more than 100 copies; write out what repeats$/],
  ['half a document', 'a: [1, 2', /^line 1, column \d+: /],
  ['a rule id twice', withRules(rule('true'), rule('false')), /rules\.1\.id: 'mine' is the id of rule 1 already$/],
  [
    'a list twice',
    withSection('lists', '  names: { values: [a] }\n  names: { values: [b] }\n'),
    /^line \d+, column 3: this name stands here twice; the second would silently win$/,
  ],
  [
    'a value twice on a list',
    withSection('lists', '  names: { values: [a, b, { value: a, until: 2027-01-01T00:00:00Z }] }\n'),
    /lists\.names\.values\.2: it stands on the list already, as entry 1$/,
  ],
  [
    'a snooze twice',
    `${withRules(rule('true'))}\nsnoozes:\n  - { rule: mine, account: ann, until: 2027-01-01T00:00:00Z }\n  - { rule: mine, account: ann, until: 2028-01-01T00:00:00Z }\n`,
    /snoozes\.1: 'mine' is snoozed for ann by snooze 1 already$/,
  ],
  [
    'a snooze of an unknown rule',
    `${withRules(rule('true'))}\nsnoozes:\n  - { rule: mime, account: ann, until: 2027-01-01T00:00:00Z }\n`,
    /snoozes\.0\.rule: there is no rule 'mime'; did you mean 'mine'\?$/,
  ],
  [
    'a case name twice',
    withSection(
      'cases',
      '  - { name: one, event: { type: login.failed }, expect: { action: allow } }\n  - { name: one, event: { type: login.failed }, expect: { action: allow } }\n',
    ),
    /cases\.1\.name: "one" is the name of case 1 already$/,
  ],
  [
    'an unknown key at the top',
    shipped.replace('\nscale: 2', '\nscail: 2'),
    /scail: 'scail' is not known here; did you mean 'scale'\?/,
  ],
  [
    'an unknown key of a rule',
    withRules(rule('true', 'efect: { action: review }')),
    /rules\.0\.efect: 'efect' is not known here; did you mean 'effect'\?/,
  ],
  [
    'an unknown key of an effect',
    withRules(rule('true', 'effect: { action: challenge, digit: 8 }')),
    /rules\.0\.effect\.digit: 'digit' is not known here; did you mean 'digits'\?/,
  ],
  [
    'an unknown effect',
    withRules(rule('true', 'effect: { action: chalenge }')),
    /rules\.0\.effect\.action: 'chalenge' is not allowed; did you mean 'challenge'\?/,
  ],
  [
    'whenUnknown missing on deny',
    withRules(rule('true', 'effect: { action: deny }')),
    /rules\.0\.whenUnknown: a rule that may deny says what happens .*: skip or apply$/,
  ],
  [
    'whenUnknown missing on hold',
    withRules(rule('true', 'effect: { action: hold }')),
    /rules\.0\.whenUnknown: a rule that may hold says/,
  ],
  [
    'an unknown feature of a case',
    withSection(
      'cases',
      '  - { name: one, event: { type: login.failed }, features: { deviceKnow: true }, expect: { action: allow } }\n',
    ),
    /features\.deviceKnow: there is no feature 'deviceKnow'; did you mean 'deviceKnown'\?$/,
  ],
  [
    'an unknown field of a case',
    withSection(
      'cases',
      '  - { name: one, event: { type: login.failed, amount: { minr: 5 } }, expect: { action: allow } }\n',
    ),
    /there is no field 'amount\.minr'; did you mean 'amount\.minor'\?$/,
  ],
  [
    'an unknown reason of a case',
    withSection('cases', '  - { name: one, event: { type: login.failed }, expect: { reasons: [new_devise] } }\n'),
    /there is no reason 'new_devise'; did you mean 'new_device'\?$/,
  ],
  [
    'a case whose value is no such thing',
    withSection(
      'cases',
      '  - { name: one, event: { type: login.failed }, features: { deviceKnown: "yes" }, expect: { action: allow } }\n',
    ),
    /features\.deviceKnown: deviceKnown is true or false, not "yes"$/,
  ],
  [
    'a case that expects nothing',
    withSection('cases', '  - { name: one, event: { type: login.failed }, expect: {} }\n'),
    /cases\.0\.expect: a case expects something$/,
  ],
  [
    'a case that fails',
    withSection(
      'cases',
      '  - { name: a new phone, event: { type: login.succeeded }, features: { deviceKnown: false, learning: 1 }, expect: { action: allow, notReasons: [new_device] } }\n',
    ),
    /^line \d+, column \d+: cases\.0\.expect\.action: case "a new phone" expects allow; the policy says challenge at a score of [\d.]+ \(new_device \+5\.8.*\)$/m,
  ],
  [
    'a friction budget that is no share',
    shipped.replace('challengeRate: 0.05', 'challengeRate: 5'),
    /friction\.challengeRate: /,
  ],
];

describe('a bad policy has a clear answer', () => {
  it.each(refusals)('%s', (_, text, sentence) => {
    const read = readPolicyText(text, () => undefined, 'run');
    const problems = read.ok ? [] : read.problems;
    expect(
      problems.filter((problem) => sentence.test(problem)),
      problems.join('\n'),
    ).not.toEqual([]);
    for (const problem of problems) expect(problem.length).toBeLessThan(1_500);
  });
});
