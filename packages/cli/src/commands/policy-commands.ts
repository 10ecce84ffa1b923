import { foundInFile, shippedPolicyFile } from '@countersign/scorer';
import { policySchema } from '@countersign/scoring';
import type { Command } from 'commander';
import { soundPolicy } from '../policy/check-policy.ts';
import { frictionLines } from '../policy/friction-lines.ts';
import { addPolicyLifeCommands } from './policy-life-commands.ts';
import { addShadowCommand } from './shadow-command.ts';
import { addTuneCommand } from './tune-command.ts';
import { sinceMs, sinceRefused } from '../duration.ts';
import { type Against, checkFriction } from '../policy/check-friction.ts';
import { fail, print } from './with-connection.ts';
import { counted } from '../output/counted.ts';

/** `policy`. */
export function addPolicyCommands(program: Command): void {
  const policy = program.command('policy').description('check, compare, publish and put back policies');
  policy
    .command('check')
    .argument('[file]', 'a policy in YAML; left out: the one that ships')
    .description('say everything that is wrong with a policy, with line and column')
    .option('--against <decisions>', 'hold its friction budget against past decisions of a file, NDJSON or NDJSON.gz')
    .option('--since <when>', 'hold its friction budget against the decisions of the installation since then')
    .action((file: string | undefined, flags: Against) => checkCommand(file ?? shippedPolicyFile, flags));
  addPolicyLifeCommands(policy);
  policy
    .command('schema')
    .description('print the JSON Schema of policies, for editors')
    .action(() => print(JSON.stringify(policySchema(), null, 2)));
  addShadowCommand(policy);
  addTuneCommand(policy);
}

async function checkCommand(file: string, flags: Against): Promise<void> {
  const read = soundPolicy(foundInFile(file));
  if (read === undefined) return;
  const { id, version, digest } = read.policy;
  const { rules, cases, friction } = read.document;
  print(`${id}@${version} is fine: ${counted(rules.length, 'rule')}, digest ${digest}.`);
  print(cases.length === 0 ? 'It has no cases.' : `${counted(cases.length, 'case')} passed.`);
  for (const line of frictionLines(friction)) print(line);
  if (flags.since !== undefined && sinceMs(flags.since, 0) === undefined) return fail(sinceRefused(flags.since));
  if (flags.against !== undefined || flags.since !== undefined) await checkFriction(read.policy, flags);
}
