import { ruleHealth, ruleHealthLines } from '@countersign/evaluation';
import type { Command } from 'commander';
import { eachPastDecision } from '../history/past-decisions.ts';
import { policyAtHand } from '../history/policy-at-hand.ts';
import { type SourceFlags, sourceProblems, withPast, withSourceFlags } from '../history/source-flags.ts';
import { fail, print } from './with-connection.ts';
import { unwritable, writeResult } from '../output/result-file.ts';

interface HealthFlags extends SourceFlags {
  readonly json?: string;
}

/** `rules health`. */
export function addRulesCommand(program: Command): void {
  const rules = program.command('rules').description('look at the rules of a policy');
  withSourceFlags(
    rules
      .command('health')
      .argument('[policy]', 'a policy file, or active, candidate, shipped, id@version; left out: the one that decides')
      .description('say which rules never fired, always fire, always fire together, or drifted, and who owns them'),
  )
    .option('--json <file>', 'write what was found as JSON')
    .action((policy: string | undefined, flags: HealthFlags) => healthCommand(policy, flags));
}

async function healthCommand(file: string | undefined, flags: HealthFlags): Promise<void> {
  const problems = [...sourceProblems(flags), ...unwritable(flags.json)];
  if (problems.length > 0) return problems.forEach(fail);
  await withPast(flags, async ({ source, connection }) => {
    const { policy } = await policyAtHand(file, connection);
    const run = ruleHealth(policy);
    await eachPastDecision(source, (decision) => run.add(decision));
    const rules = run.result();
    for (const line of ruleHealthLines(rules)) print(line);
    if (flags.json !== undefined) writeResult(flags.json, `${JSON.stringify(rules, null, 2)}\n`);
  });
}
