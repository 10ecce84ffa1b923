import { type PolicyPlan, type PolicyRegister, policyName } from '@countersign/engine';
import type { PolicyStatus } from '@countersign/scorer';
import type { Connection } from '../connection/connection.ts';
import { fail, print, tell } from '../commands/with-connection.ts';
import { confirm } from '../output/confirm.ts';
import { awaitTaken } from './await-taken.ts';
import { findPolicy } from './find-policy.ts';
import { policyDifference } from './policy-difference.ts';
import { type PolicyWish, type Said, activeName, carryOut, planOf, registerOf } from './publish.ts';

/** How a change is asked for. */
export interface ChangeFlags extends Partial<Said> {
  /** Without asking. */
  readonly yes?: boolean;
}

type Plan = Extract<PolicyPlan, { ok: true }>;

/** Plans a change, shows what would differ, asks, carries it out, and says what became of it. */
export async function changePolicy(wish: PolicyWish, connection: Connection, flags: ChangeFlags): Promise<void> {
  const file = wish.kind === 'candidate' || wish.kind === 'no candidate' ? undefined : await fileOf(connection);
  if (file !== undefined) {
    return fail(
      `COUNTERSIGN_POLICY names ${file} for the running process, and the file decides: write the file, or leave the variable out.`,
    );
  }
  const register = await registerOf(connection);
  const plan = planOf(wish, register, connection, { by: flags.by, note: flags.note });
  if (!plan.ok) return fail(plan.problem);
  const next =
    'policy' in wish ? { where: policyName(wish.policy), text: wish.policy.text } : documentOf(plan, register);
  if (next !== undefined) policyDifference(findPolicy('active', register), next).forEach(tell);
  const before = activeName(register);
  const question = questionOf(wish, next?.where ?? '', before, connection);
  if (flags.yes !== true) {
    if (!process.stdin.isTTY) return fail(`${question} This is no terminal to ask on; say --yes.`);
    if (!(await confirm(question))) return fail('Nothing was changed.');
  }
  const { isLast } = await carryOut(plan, connection);
  if (!isLast) return fail('Somebody else changed the policy at the same moment; see `countersign policy history`.');
  const problem = await awaitTaken(connection, plan.pointer === 'active' ? 'policy' : 'candidate', plan.digest);
  if (problem !== undefined) return fail(problem);
  doneLines(wish, next?.where ?? '', before, connection).forEach(print);
}

/** The file that decides in the running embedded process. */
const fileOf = async (connection: Connection): Promise<string | undefined> =>
  connection.isEmbedded ? ((await connection.status()) as unknown as PolicyStatus).policyFile : undefined;

/** The published policy that a plan points to. */
function documentOf({ digest }: Plan, { documents }: PolicyRegister): { where: string; text: string } | undefined {
  const found = [...documents.values()].find((one) => one.digest === digest);
  return found && { where: policyName(found), text: found.text };
}

function questionOf({ kind }: PolicyWish, next: string, before: string, { description }: Connection): string {
  if (kind === 'no candidate') return `End the shadow run on ${description}?`;
  if (kind === 'candidate') return `Let ${next} decide in shadow beside ${before} on ${description}?`;
  return `Put ${next} in force instead of ${before} on ${description}?`;
}

function doneLines({ kind }: PolicyWish, next: string, before: string, { isEmbedded }: Connection): readonly string[] {
  const soon = isEmbedded
    ? []
    : [
        'Every scorer takes it at its next batch, within a few seconds; one whose COUNTERSIGN_POLICY names a file keeps the file.',
      ];
  if (kind === 'no candidate') return ['No candidate decides in shadow any more.'];
  if (kind === 'candidate') {
    return [`${next} decides in shadow beside ${before}. What it would change: npx countersign policy shadow`, ...soon];
  }
  return [`${next} is in force; before it was ${before}. To go back: npx countersign policy rollback`, ...soon];
}
