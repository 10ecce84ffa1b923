import type { EventType } from '@countersign/events';
import { tuneLines, tuneThresholds, tunedChanges } from '@countersign/evaluation';
import { reDecide } from '@countersign/scoring';
import type { Command } from 'commander';
import { shareOf } from '../duration.ts';
import { eachPastDecision } from '../history/past-decisions.ts';
import { policyAtHand } from '../history/policy-at-hand.ts';
import { type SourceFlags, sourceProblems, withPast, withSourceFlags } from '../history/source-flags.ts';
import { writeCandidate } from '../history/write-candidate.ts';
import { fail, print, tell } from './with-connection.ts';

interface TuneFlags extends SourceFlags {
  readonly budget: string;
  readonly perType?: boolean;
  readonly out: string;
}

/** `policy tune`, below `policy`. */
export function addTuneCommand(policy: Command): void {
  withSourceFlags(
    policy
      .command('tune')
      .argument('[policy]', 'a policy file, or active, candidate, shipped, id@version; left out: the one that decides')
      .description('set the thresholds for challenges by the scores of past events alone, and write a candidate')
      .requiredOption('--budget <share>', 'wanted share of challenges, for example 1%'),
  )
    .option('--per-type', 'the share of each event type by itself; else one score for all of them')
    .option('--out <file>', 'where the candidate is written; nothing is applied', 'candidate.yaml')
    .action((file: string | undefined, flags: TuneFlags) => tuneCommand(file, flags));
}

async function tuneCommand(file: string | undefined, flags: TuneFlags): Promise<void> {
  const budget = shareOf(flags.budget);
  const problems = [
    ...sourceProblems(flags),
    ...(budget === undefined ? [`--budget is ${JSON.stringify(flags.budget)}; allowed: 0.5% or 0.005.`] : []),
  ];
  if (problems.length > 0 || budget === undefined) return problems.forEach(fail);
  await withPast(flags, async ({ source, connection }) => {
    const atHand = await policyAtHand(file, connection);
    const { policy } = atHand;
    const scores = new Map<EventType, number[]>();
    await eachPastDecision(source, (decision) => {
      const verdict = reDecide(decision, policy);
      if (verdict === undefined) return;
      const type = decision.eventType as EventType;
      const list = scores.get(type) ?? [];
      scores.set(type, list);
      list.push(verdict.score);
    });
    const tuned = tuneThresholds(scores, policy, { budget, perType: flags.perType === true });
    for (const line of tuneLines(tuned)) print(line);
    const events = tuned.reduce((sum, one) => sum + one.events, 0);
    const needed = Math.ceil(leastAbove / budget);
    if (events < needed) tell(`From ${count(events)} events thresholds say little; ${count(needed)} are needed.`);
    const changes = tunedChanges(tuned, policy);
    if (changes.length === 0) return tell('Nothing would change; no candidate was written.');
    const { id, version } = writeCandidate(flags.out, atHand, changes);
    tell(
      `${id}@${version} is in ${flags.out}, and nothing is applied. What it would do: npx countersign what-if ${flags.out}`,
    );
  });
}

/** Fewer events above a threshold than this tell little about where it should lie. */
const leastAbove = 20;

const count = (number: number): string => number.toLocaleString('en-US');
