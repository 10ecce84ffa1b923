import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { CountersignError } from '@countersign/events';
import type { Policy } from '@countersign/scoring';
import { readPolicyText } from './policy-text.ts';

/** The policy that ships with the product. */
export const shippedPolicyFile = fileURLToPath(import.meta.resolve('@countersign/scoring/policy/default.yaml'));

/**
 * Reads, checks and compiles a policy file.
 * @throws CountersignError `bad_policy` with one sentence per problem, all at once
 */
export function loadPolicy(file: string = shippedPolicyFile): Policy {
  const read = readPolicyText(readPolicyFile(file));
  if (read.ok) return read.policy;
  const problems = read.problems.map((one) => `- ${one}`).join('\n');
  throw new CountersignError('bad_policy', `The policy ${file} is refused:\n${problems}`);
}

/**
 * The text of a policy file, the shipped one when left out.
 * @throws CountersignError `bad_policy` when it cannot be read
 */
export function readPolicyFile(file: string = shippedPolicyFile): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const { code = 'unreadable' } = error as NodeJS.ErrnoException;
    throw new CountersignError(
      'bad_policy',
      `The policy file ${file} cannot be read (${code}); set COUNTERSIGN_POLICY to the path of a YAML file, or leave it out for the shipped policy.`,
      { cause: error },
    );
  }
}
