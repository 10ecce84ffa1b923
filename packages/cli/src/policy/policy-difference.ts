import { comparePolicies } from '@countersign/scoring';
import { type FoundPolicy } from '@countersign/scorer';
import { diffLines } from './diff-lines.ts';
import { readPolicyHere } from './read-policy.ts';

/** What two documents say differently, line by line; nothing when one of them is refused by this release. */
export function policyDifference(before: FoundPolicy, after: FoundPolicy): readonly string[] {
  const [old, fresh] = [readPolicyHere(before.text, 'leave'), readPolicyHere(after.text, 'leave')];
  return old.ok && fresh.ok ? diffLines(comparePolicies(old.document, fresh.document)) : [];
}
