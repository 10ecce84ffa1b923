import { userInfo } from 'node:os';
import {
  type PolicyPlan,
  type PolicyRegister,
  type PolicyText,
  planCandidate,
  planNoCandidate,
  planPublish,
  planRollback,
  policyName,
  readPolicies,
} from '@countersign/engine';
import { foundInFile, readPolicyText } from '@countersign/scorer';
import type { Connection } from '../connection/connection.ts';

/** Who changes a policy, and why, for the history. */
export interface Said {
  readonly by: string | undefined;
  readonly note: string | undefined;
}

/** What should become of the policies. */
export type PolicyWish =
  | { readonly kind: 'publish' | 'candidate'; readonly policy: PolicyText }
  | { readonly kind: 'rollback'; readonly target: string | undefined }
  | { readonly kind: 'no candidate' };

/** What is published on an installation. */
export const registerOf = (connection: Connection): Promise<PolicyRegister> =>
  readPolicies(connection.reader, connection.topics.policies);

/** What a wish comes to: records to write, or why not. Nothing is written. */
export function planOf(wish: PolicyWish, register: PolicyRegister, connection: Connection, said: Said): PolicyPlan {
  const at = new Date().toISOString();
  const change = { topic: connection.topics.policies, register, at, by: said.by ?? userName(), note: said.note };
  switch (wish.kind) {
    case 'publish':
      return planPublish(wish.policy, shipped(), change);
    case 'candidate':
      return planCandidate(wish.policy, shipped(), change);
    case 'rollback':
      return planRollback(wish.target, change);
    case 'no candidate':
      return planNoCandidate(change);
  }
}

/** Writes a plan and reads the topic again. `isLast` is false when somebody else changed the same thing at the same time. */
export async function carryOut(
  { records, pointer, digest }: Extract<PolicyPlan, { ok: true }>,
  connection: Connection,
): Promise<{ readonly register: PolicyRegister; readonly isLast: boolean }> {
  await connection.publisher.publish(records);
  const register = await registerOf(connection);
  return { register, isLast: register[pointer]?.digest === digest };
}

/** The policy that ships, as it would be published. */
export const shipped = (): PolicyText => {
  const { text } = foundInFile();
  const read = readPolicyText(text);
  if (!read.ok) throw new Error(`The shipped policy is refused: ${read.problems.join('; ')}`);
  const { id, version, digest } = read.policy;
  return { id, version, digest, text };
};

/** Which policy is in force by the topic: the published one, else the shipped one. */
export const activeName = ({ active }: PolicyRegister): string => policyName(active ?? shipped());

/** The name of whoever runs the command, where the machine knows one. */
function userName(): string | undefined {
  try {
    return userInfo().username.slice(0, 64) || undefined;
  } catch {
    return undefined;
  }
}
