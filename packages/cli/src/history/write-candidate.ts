import { realpathSync, writeFileSync } from 'node:fs';
import { CountersignError } from '@countersign/events';
import type { Policy } from '@countersign/scoring';
import { type PolicyChange, readPolicyText, withPolicyValues } from '@countersign/scorer';
import type { PolicyAtHand } from './policy-at-hand.ts';

/**
 * Writes a changed policy to a file of its own, and never over the one it comes from: a person compares the two and decides.
 * @throws CountersignError when the two files are one, or the new one cannot be written
 */
export function writeCandidate(
  file: string,
  from: Pick<PolicyAtHand, 'file' | 'text' | 'models'>,
  changes: readonly PolicyChange[],
): Policy {
  const text = withPolicyValues(from.text, changes);
  const read = readPolicyText(text, from.models);
  if (!read.ok)
    throw new CountersignError('bad_policy', `The changed policy would be refused: ${read.problems.join('; ')}`);
  if (isSameFile(file, from.file)) {
    throw new CountersignError(
      'bad_configuration',
      `${file} is the policy itself, and nothing is applied here; give another file with --out.`,
    );
  }
  try {
    writeFileSync(file, text);
  } catch (error) {
    const { code = 'unwritable' } = error as NodeJS.ErrnoException;
    throw new CountersignError('bad_configuration', `${file} cannot be written (${code}); give the path of a file.`, {
      cause: error,
    });
  }
  return read.policy;
}

function isSameFile(one: string, other: string): boolean {
  try {
    return realpathSync(one) === realpathSync(other);
  } catch {
    return false; // It is not there yet.
  }
}
