import { readFile } from 'node:fs/promises';
import { readPolicyText, shippedPolicyFile } from '@countersign/scorer';
import type { Command } from 'commander';
import { addTuneCommand } from './tune-command.ts';
import { fail, print } from './with-connection.ts';

/** `policy`. */
export function addPolicyCommands(program: Command): void {
  const policy = program.command('policy').description('look at policies');
  policy
    .command('check')
    .argument('[file]', 'a policy in YAML; left out: the one that ships')
    .description('say everything that is wrong with a policy, with line and column')
    .action((file: string | undefined) => checkCommand(file ?? shippedPolicyFile));
  addTuneCommand(policy);
}

async function checkCommand(file: string): Promise<void> {
  const text = await readFile(file, 'utf8').catch(({ code }: NodeJS.ErrnoException) => {
    fail(`The policy file ${file} cannot be read (${code ?? 'unreadable'}); give the path of a YAML file.`);
  });
  if (text === undefined) return;
  const read = readPolicyText(text);
  if (!read.ok) {
    for (const problem of read.problems) print(`${file}, ${problem}`);
    const { length } = read.problems;
    return fail(`${file} is refused: ${length === 1 ? 'one thing is' : `${length} things are`} wrong.`);
  }
  const { id, version, digest, ruleWords } = read.policy;
  print(`${id}@${version} is fine: ${ruleWords.size} ${ruleWords.size === 1 ? 'rule' : 'rules'}, digest ${digest}.`);
}
