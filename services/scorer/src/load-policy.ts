import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { CountersignError } from '@countersign/events';
import type { ModelsByDigest, Policy } from '@countersign/scoring';
import { noModels } from './model-folder.ts';
import { type FoundPolicy, refusedPolicy } from './live-policy.ts';
import { readPolicyText } from './policy-text.ts';

/** The policy that ships with the product. */
export const shippedPolicyFile = fileURLToPath(import.meta.resolve('@countersign/scoring/policy/default.yaml'));

/**
 * Reads, checks and compiles a policy file, and runs its cases; `models` finds those that it names.
 * @throws CountersignError `bad_policy` with one sentence per problem, all at once
 */
export function loadPolicy(file: string = shippedPolicyFile, models: ModelsByDigest = noModels): Policy {
  return loadPolicyText(file, readPolicyFile(file), models, 'run');
}

/**
 * Checks and compiles the text of a policy, which `file` calls by name.
 * @throws CountersignError `bad_policy` with one sentence per problem, all at once
 */
export function loadPolicyText(
  file: string,
  text: string,
  models: ModelsByDigest,
  cases: 'run' | 'leave' = 'leave',
): Policy {
  const read = readPolicyText(text, models, cases);
  if (read.ok) return read.policy;
  throw new CountersignError('bad_policy', refusedPolicy(file, read.problems));
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
      `The policy file ${file} cannot be read (${code}); allowed: the path of a YAML file, in COUNTERSIGN_POLICY or on the command line.`,
      { cause: error },
    );
  }
}

/** The document in a file, with its path. @throws CountersignError `bad_policy` when it cannot be read */
export const foundInFile = (file: string = shippedPolicyFile): FoundPolicy => ({
  where: file,
  text: readPolicyFile(file),
});
