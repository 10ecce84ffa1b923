import type { Command } from 'commander';
import { activeLines } from '../policy/active-lines.ts';
import { changePolicy, type ChangeFlags } from '../policy/change-policy.ts';
import { checkedPolicy } from '../policy/check-policy.ts';
import { findPolicy, needsRegister } from '../policy/find-policy.ts';
import { historyLines } from '../policy/history-lines.ts';
import { policyDifference } from '../policy/policy-difference.ts';
import { registerOf } from '../policy/publish.ts';
import { print, tell, withConnection } from './with-connection.ts';

/** `policy publish|rollback|history|active|show|diff`: what changes and shows the policy in force. */
export function addPolicyLifeCommands(policy: Command): void {
  const changing = (name: string, description: string): Command =>
    policy
      .command(name)
      .description(description)
      .option('--by <name>', 'who does it, for the history; left out: the user of this machine')
      .option('--note <text>', 'why, for the history')
      .option('--yes', 'do not ask');
  changing('publish', 'check a policy and put it in force, on every scorer')
    .argument('<file>', 'a policy in YAML')
    .option('--shadow', 'let it decide beside the policy in force, without any effect')
    .action((file: string, flags: ChangeFlags & { readonly shadow?: boolean }) => publishCommand(file, flags));
  changing('rollback', 'put the policy before back in force, or the one named')
    .argument('[id@version]', 'a published policy')
    .action((target: string | undefined, flags: ChangeFlags) =>
      withConnection((connection) => changePolicy({ kind: 'rollback', target }, connection, flags)),
    );
  policy
    .command('history')
    .description('what was in force when, and who put it there')
    .action(() => withConnection(async (connection) => historyLines(await registerOf(connection)).forEach(print)));
  policy
    .command('active')
    .description('which policy is in force, which one decides in shadow, and which made the newest decisions')
    .action(() => withConnection(async (connection) => (await activeLines(connection, Date.now())).forEach(print)));
  policy
    .command('show')
    .argument('[which]', 'a file, id@version, active, candidate or shipped', 'active')
    .description('print a policy')
    .action((which: string) => withPolicies([which], ([found]) => void process.stdout.write(found?.text ?? '')));
  policy
    .command('diff')
    .argument('<before>', 'a file, id@version, active, candidate or shipped')
    .argument('[after]', 'the same; left out: the first is compared with the active one')
    .description('say what differs between two policies')
    .action((one: string, other?: string) => diffCommand(other === undefined ? ['active', one] : [one, other]));
}

/** Finds policies; asks the installation only for those that no file holds. */
async function withPolicies(
  which: readonly string[],
  use: (found: readonly ReturnType<typeof findPolicy>[]) => void,
): Promise<void> {
  if (!which.some(needsRegister)) return use(which.map((one) => findPolicy(one, undefined)));
  await withConnection(async (connection) => {
    const register = await registerOf(connection);
    use(which.map((one) => findPolicy(one, register)));
  });
}

const diffCommand = (which: readonly string[]): Promise<void> =>
  withPolicies(which, ([before, after]) => {
    if (before === undefined || after === undefined) return;
    if (checkedPolicy(before) === undefined || checkedPolicy(after) === undefined) return;
    const lines = policyDifference(before, after);
    if (lines.length === 0) print(`${before.where} and ${after.where} say the same.`);
    else [`${before.where} → ${after.where}`, ...lines].forEach(print);
  });

async function publishCommand(file: string, flags: ChangeFlags & { readonly shadow?: boolean }): Promise<void> {
  const policy = checkedPolicy(findPolicy(file, undefined));
  if (policy === undefined) return tell('Nothing was published.');
  const kind = flags.shadow === true ? 'candidate' : 'publish';
  await withConnection((connection) => changePolicy({ kind, policy }, connection, flags));
}
