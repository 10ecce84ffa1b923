import { foundInFile, shippedPolicyFile } from '@countersign/scorer';
import type { Command } from 'commander';
import { checkedPolicy } from '../policy/check-policy.ts';
import { addPolicyLifeCommands } from './policy-life-commands.ts';
import { addTuneCommand } from './tune-command.ts';
import { print } from './with-connection.ts';
import { readPolicyHere } from '../policy/read-policy.ts';

/** `policy`. */
export function addPolicyCommands(program: Command): void {
  const policy = program.command('policy').description('check, compare, publish and put back policies');
  policy
    .command('check')
    .argument('[file]', 'a policy in YAML; left out: the one that ships')
    .description('say everything that is wrong with a policy, with line and column')
    .action((file: string | undefined) => checkCommand(file ?? shippedPolicyFile));
  addPolicyLifeCommands(policy);
  addTuneCommand(policy);
}

function checkCommand(file: string): void {
  const found = foundInFile(file);
  if (checkedPolicy(found) === undefined) return;
  const read = readPolicyHere(found.text);
  if (!read.ok) return;
  const { id, version, digest, ruleWords } = read.policy;
  print(`${id}@${version} is fine: ${ruleWords.size} ${ruleWords.size === 1 ? 'rule' : 'rules'}, digest ${digest}.`);
}
