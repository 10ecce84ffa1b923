import type { Command } from 'commander';
import { shareOf } from '../duration.ts';
import { importModel } from '../models/import-model.ts';
import { modelLines, policyLines } from '../models/model-lines.ts';
import { modelsHere } from '../policy/read-policy.ts';
import { fail, print, tell } from './with-connection.ts';

interface ImportOptions {
  readonly name?: string;
  readonly on?: string;
  readonly baseRate?: string;
}

/** `model import|list|show`. */
export function addModelCommands(program: Command): void {
  const model = program.command('model').description('keep models that were trained elsewhere, for policies to name');
  model
    .command('import')
    .argument('<file>', 'what infra/training/train.py wrote, or a bare LightGBM dump; JSON or JSON.gz')
    .option('--name <name>', 'of a bare dump: its name; left out: the name of the file')
    .option('--on <event types>', 'of a bare dump: what it is about, joined by commas')
    .option('--base-rate <share>', 'of a bare dump: share of frauds among its training rows, such as 1.2%')
    .description('check a model against the features of this release, and keep it under its digest')
    .action(importCommand);
  model.command('list').description('name the models that are kept').action(listCommand);
  model
    .command('show')
    .argument('<model>', 'a name, a digest or the beginning of one')
    .description('tell what a model is about and what it needs')
    .action(showCommand);
}

async function importCommand(file: string, { baseRate: share, ...flags }: ImportOptions): Promise<void> {
  const baseRate = share === undefined ? undefined : shareOf(share);
  if (share !== undefined && (baseRate === undefined || baseRate === 0 || baseRate === 1)) {
    return fail(`--base-rate is ${JSON.stringify(share)}; allowed: a share between 0 and 1, such as 1.2% or 0.012.`);
  }
  const folder = modelsHere();
  const imported = await importModel(file, { ...flags, ...(baseRate === undefined ? {} : { baseRate }) }, folder);
  if (!imported.ok) return fail(imported.problem);
  const { model, digest, warnings } = imported;
  modelLines(model).forEach(print);
  warnings.forEach(tell);
  print('');
  print(`Kept as ${digest} in ${folder.path}. In a policy:`);
  policyLines(model.name, digest).forEach(print);
}

function listCommand(): void {
  const folder = modelsHere();
  const digests = folder.list();
  if (digests.length === 0) return tell(`No model is kept in ${folder.path}.`);
  for (const digest of digests) {
    const found = folder.find(digest);
    print(`${digest}  ${typeof found === 'object' ? modelLines(found)[0] : `cannot be used: ${found}`}`);
  }
}

function showCommand(wanted: string): void {
  const folder = modelsHere();
  const matching = folder.list().flatMap((digest) => {
    const found = folder.find(digest);
    const isWanted = digest.startsWith(wanted) || (typeof found === 'object' && found.name === wanted);
    return isWanted ? [{ digest, found }] : [];
  });
  if (matching.length === 0)
    return fail(`No model ${wanted} is kept in ${folder.path}; see \`countersign model list\`.`);
  for (const { digest, found } of matching) {
    if (typeof found !== 'object') fail(`${digest} cannot be used: ${found}`);
    else [...modelLines(found), `  digest ${digest}`].forEach(print);
  }
}
