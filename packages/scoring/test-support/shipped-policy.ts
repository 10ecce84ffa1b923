import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { type Policy, validatePolicy } from '../src/index.ts';

const path = new URL('../policy/default.yaml', import.meta.url);

/** The shipped policy as a parsed document, fresh at every call so that a test may change it. */
export const shippedDocument = (): ReturnType<typeof parse> => parse(readFileSync(path, 'utf8'));

/** The shipped policy, or a changed document, compiled; throws with all problems when it is refused. */
export function compiledPolicy(document: unknown = shippedDocument()): Policy {
  const checked = validatePolicy(document, 'digest-of-a-test');
  if (!checked.ok) throw new Error(JSON.stringify(checked.problems, null, 2));
  return checked.policy;
}

export const shippedPolicy: Policy = compiledPolicy();
