import { readFileSync } from 'node:fs';
import { type Policy, validatePolicy } from '@countersign/scoring';
import { parse } from 'yaml';

const file = new URL('../../packages/scoring/policy/default.yaml', import.meta.url);

/** The shipped policy in versions 1, 2, … that differ in nothing but their number. */
export function simulatedPolicies(): (version: number) => Policy {
  const document = parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
  const made = new Map<number, Policy>();
  return (version) => {
    const known = made.get(version);
    if (known !== undefined) return known;
    const checked = validatePolicy({ ...document, version }, 'simulated-digest-0');
    if (!checked.ok) throw new Error(`the shipped policy is not valid: ${JSON.stringify(checked.problems)}`);
    made.set(version, checked.policy);
    return checked.policy;
  };
}
