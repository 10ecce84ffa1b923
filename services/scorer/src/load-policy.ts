import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { CountersignError } from '@countersign/events';
import type { ModelsByDigest, Policy } from '@countersign/scoring';
import { noModels } from './model-folder.ts';
import { readPolicyText } from './policy-text.ts';

/** The policy that ships with the product. */
export const shippedPolicyFile = fileURLToPath(import.meta.resolve('@countersign/scoring/policy/default.yaml'));

/**
 * Reads, checks and compiles a policy file; `models` finds those that it names.
 * @throws CountersignError `bad_policy` with one sentence per problem, all at once
 */
export function loadPolicy(file: string = shippedPolicyFile, models: ModelsByDigest = noModels): Policy {
  return loadPolicyText(file, readPolicyFile(file), models);
}

/**
 * Checks and compiles the text of a policy, which `file` calls by name.
 * @throws CountersignError `bad_policy` with one sentence per problem, all at once
 */
export function loadPolicyText(file: string, text: string, models: ModelsByDigest): Policy {
  const read = readPolicyText(text, models);
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
