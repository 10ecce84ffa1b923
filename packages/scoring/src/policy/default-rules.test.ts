import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { compiledPolicy, shippedDocument } from '../../test-support/shipped-policy.ts';
import type { CaseDocument } from './cases/case-document.ts';
import { runCases } from './cases/run-cases.ts';

const path = new URL('../../policy/default-rules.cases.yaml', import.meta.url);
const { cases } = parse(readFileSync(path, 'utf8')) as { readonly cases: readonly CaseDocument[] };

it('has a case for each shipped rule that needs no list, and every case holds', () => {
  const document = shippedDocument();
  // Compiled with the cases, so that their names are checked too.
  expect(runCases(cases, compiledPolicy({ ...document, cases }))).toEqual([]);
  const proved = new Set(cases.flatMap((one) => one.expect.rules ?? []));
  const needsNoList = document.rules.filter(({ when }: { when: string }) => !/keys\.\w+ in lists/.test(when));
  expect(needsNoList.map(({ id }: { id: string }) => id).filter((id: string) => !proved.has(id))).toEqual([]);
});
