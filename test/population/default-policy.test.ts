import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { shippedRules, speakers } from './rates-table.ts';

const page = readFileSync(new URL('../../docs/default-policy.md', import.meta.url), 'utf8');

it('tells a rate of every signal and rule, and of nothing else', () => {
  const rows = [...page.matchAll(/^\| `([a-z_:-]+)` +\|/gm)]
    .map(([, name]) => name)
    .filter((name) => name !== undefined);
  const told = rows.slice(rows.indexOf(speakers()[0] ?? ''));
  expect(new Set(told)).toEqual(new Set(speakers()));
});

it('tells why each rule is there', () => {
  const [reasons = ''] = page.split('## What to expect');
  expect(shippedRules().filter(({ id }) => !reasons.includes(`\`${id}\``))).toEqual([]);
});
