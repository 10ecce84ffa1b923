import { type PolicyRegister, policyName } from '@countersign/engine';
import type { PolicyStatus } from '@countersign/scorer';
import type { Finding } from '../commands/finding.ts';
import type { Connection } from '../connection/connection.ts';
import { decidedLately } from './decided-lately.ts';
import { activeName, registerOf, shipped } from './publish.ts';
import { readPolicyHere } from './read-policy.ts';

const latelyMs = 15 * 60_000;
/** A scorer takes a policy within a second or two; decisions before that are no sign of anything. */
const takenWithinMs = 60_000;

const what = 'policy';

/** What is in force, whether it can be used, and whether the newest decisions were made by it. */
export async function policyFindings(connection: Connection, nowMs: number): Promise<readonly Finding[]> {
  if (connection.isEmbedded) return embeddedFindings((await connection.status()) as unknown as PolicyStatus);
  try {
    const register = await registerOf(connection);
    const problems = [...registerProblems(register), ...(await staleProblems(register, connection, nowMs))];
    if (problems.length > 0) return problems.map((says) => ({ what, how: 'warning', says }));
    return [{ what, how: 'ok', says: `${activeName(register)} is in force${candidateOf(register)}` }];
  } catch (error) {
    return [{ what, how: 'problem', says: error instanceof Error ? error.message : String(error) }];
  }
}

const embeddedFindings = ({ policy, candidate, policyProblem }: PolicyStatus): readonly Finding[] => [
  policyProblem === undefined
    ? {
        what,
        how: 'ok',
        says: `${policy.name} is in force${candidate === undefined ? '' : `; ${candidate.name} decides in shadow`}`,
      }
    : { what, how: 'warning', says: policyProblem.replaceAll('\n', ' ') },
];

const candidateOf = ({ candidate }: PolicyRegister): string =>
  candidate === undefined ? '' : `; ${policyName(candidate)} decides in shadow`;

/** Records and documents that no scorer of this release can use. */
function registerProblems({ unreadable, active, candidate, documents }: PolicyRegister): readonly string[] {
  const pointed = [active, candidate].filter((pointer) => pointer !== undefined);
  return [
    ...unreadable.values(),
    ...pointed.flatMap((pointer) => {
      const name = policyName(pointer);
      const found = documents.get(name);
      if (found === undefined) return [`${name} is named, but not published; publish it.`];
      const read = readPolicyHere(found.text);
      return read.ok ? [] : [`${name} is refused by this release: ${read.problems.join('; ')}`];
    }),
  ];
}

/** Decisions made by something else, long after the policy in force was put there. */
async function staleProblems(
  { active }: PolicyRegister,
  connection: Connection,
  nowMs: number,
): Promise<readonly string[]> {
  const digest = active?.digest ?? shipped().digest;
  const sinceMs = Math.max(nowMs - latelyMs, active === undefined ? 0 : Date.parse(active.activatedAt) + takenWithinMs);
  const others = (await decidedLately(connection, sinceMs)).filter((one) => one.digest !== digest);
  return others.map(
    ({ name, decisions, newest }) =>
      `${name} made ${decisions} of the newest decisions, the last at ${newest}, although another policy is in force: a scorer refuses it (see its /readyz), or reads a file (COUNTERSIGN_POLICY).`,
  );
}
