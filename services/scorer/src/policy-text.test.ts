import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { shippedPolicyFile } from './load-policy.ts';
import { readPolicyText } from './policy-text.ts';

const shipped = readFileSync(shippedPolicyFile, 'utf8');
const rulesLine = shipped.slice(0, shipped.indexOf('\nrules:\n')).split('\n').length + 1;
const withRules = (rules: string): string => shipped.replace('\nrules:\n', () => `\nrules:\n${rules}`);
const problemsOf = (text: string): readonly string[] => {
  const read = readPolicyText(text);
  return read.ok ? [] : read.problems;
};
const head = '  - id: r\n    description: A rule.\n    owner: me\n    severity: low\n    effect: { action: review }\n';

describe('the text of a policy', () => {
  it('is refused with line and column of a misspelt key', () => {
    const line = shipped.split('\n').findIndex((one) => one.startsWith('scale:')) + 1;
    expect(problemsOf(shipped.replace('\nscale: 2', '\nscale: two'))).toEqual([
      expect.stringMatching(new RegExp(`^line ${line}, column 8: scale: `)),
    ]);
    expect(problemsOf(shipped.replace('    bias: -3.9', '    biass: -3.9')).join('\n')).toMatch(
      /^line \d+, column 12: eventTypes\.login\.succeeded\.biass: 'biass' is not known here; did you mean 'bias'\?/m,
    );
  });

  it.each([
    ['plain', `    when: score > 3 && featurs.spendZ > 1\n`, 6, 24],
    ['quoted', `    when: 'score > 3 && featurs.spendZ > 1'\n`, 6, 25],
    ['in a block', `    when: |\n      score > 3 &&\n        featurs.spendZ > 1\n`, 8, 9],
  ])('names the place inside an expression that is written %s', (_, when, down, column) => {
    expect(problemsOf(withRules(head + when))).toEqual([
      `line ${rulesLine + down}, column ${column}: rules.0.when: featurs.spendZ is not known here; did you mean features.spendZ?`,
    ]);
  });

  it('is refused when it is no YAML, too long, or a bomb of anchors', () => {
    expect(problemsOf('a: [1, 2')).toEqual([expect.stringMatching(/^line 1, column \d+: /)]);
    expect(problemsOf('#'.repeat(1_100_000))).toEqual(['it has 1100000 bytes; at most 1048576 are allowed']);
    const bomb = ['a: &a [x, x, x, x, x, x, x, x, x]'];
    for (let at = 1; at < 9; at += 1) {
      const [before, name] = [String.fromCodePoint(96 + at), String.fromCodePoint(97 + at)];
      bomb.push(`${name}: &${name} [${Array.from({ length: 9 }, () => `*${before}`).join(', ')}]`);
    }
    expect(problemsOf(bomb.join('\n'))).toEqual([expect.stringMatching(/^its anchors unfold/)]);
  });

  it('is fine as it ships', () => {
    expect(problemsOf(shipped)).toEqual([]);
  });
});
