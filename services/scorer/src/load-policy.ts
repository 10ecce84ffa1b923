import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { CountersignError } from '@countersign/events';
import { type Policy, validatePolicy } from '@countersign/scoring';
import { parseDocument } from 'yaml';

/** The policy that ships with the product. */
export const shippedPolicyFile = fileURLToPath(import.meta.resolve('@countersign/scoring/policy/default.yaml'));

/**
 * Reads, checks and compiles a policy file.
 * @throws CountersignError `bad_policy` with one sentence per problem, all at once
 */
export function loadPolicy(file: string = shippedPolicyFile): Policy {
  const text = readPolicy(file);
  const document = parseDocument(text, { prettyErrors: true });
  if (document.errors.length > 0) {
    throw badPolicy(
      file,
      document.errors.map(({ message }) => message.split('\n', 1)[0] ?? message),
    );
  }
  const digest = createHash('sha256').update(text).digest('base64url');
  const checked = validatePolicy(document.toJS(), digest);
  if (checked.ok) return checked.policy;
  throw badPolicy(
    file,
    checked.problems.map(({ path, message }) => (path === '' ? message : `${path}: ${message}`)),
  );
}

function readPolicy(file: string): string {
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

const badPolicy = (file: string, problems: readonly string[]): CountersignError =>
  new CountersignError('bad_policy', `The policy ${file} is refused:\n${problems.map((one) => `- ${one}`).join('\n')}`);
