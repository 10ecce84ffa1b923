import { type EventType, eventTypes } from '@countersign/events';
import { exampleCollector, fitLines, fitWeights, fittedChanges } from '@countersign/evaluation';
import { reDecide } from '@countersign/scoring';
import type { Command } from 'commander';
import { durationMs } from '../duration.ts';
import { eachPastDecision } from '../history/past-decisions.ts';
import { policyAtHand } from '../history/policy-at-hand.ts';
import { type SourceFlags, sourceProblems, withPast, withLabelFlag, withSourceFlags } from '../history/source-flags.ts';
import { writeCandidate } from '../history/write-candidate.ts';
import { fail, print, tell } from './with-connection.ts';

interface FitFlags extends Omit<SourceFlags, 'labels'> {
  readonly labels: boolean | string;
  readonly labelDelay: string;
  readonly pull: string;
  readonly out: string;
}

/** `fit`. */
export function addFitCommand(program: Command): void {
  withLabelFlag(
    withSourceFlags(
      program
        .command('fit')
        .argument(
          '[policy]',
          'a policy file, or active, candidate, shipped, id@version; left out: the one that decides',
        )
        .description(
          'refit the weights of a policy to labelled decisions, say what would change, and write a candidate',
        ),
    ),
  )
    .setOptionValue('labels', true)
    .option('--label-delay <duration>', 'whatever nobody labelled in this time counts as honest', '7d')
    .option('--pull <strength>', 'how hard weights are drawn to the present ones', '10')
    .option('--out <file>', 'where the candidate is written; nothing is applied', 'candidate.yaml')
    .action((policy: string | undefined, flags: FitFlags) => fitCommand(policy, flags));
}

async function fitCommand(file: string | undefined, flags: FitFlags): Promise<void> {
  const delayMs = durationMs(flags.labelDelay);
  const pull = Number(flags.pull);
  const problems = [
    ...sourceProblems(flags),
    ...(delayMs === undefined
      ? [`--label-delay is ${JSON.stringify(flags.labelDelay)}; allowed: 0s, 12h, 7d, 2w.`]
      : []),
    ...(pull > 0 && pull <= 1e6
      ? []
      : [`--pull is ${JSON.stringify(flags.pull)}; allowed: a number above 0, such as 10.`]),
  ];
  if (problems.length > 0 || delayMs === undefined) return problems.forEach(fail);
  await withPast(flags, async ({ source, labels, connection }) => {
    const atHand = await policyAtHand(file, connection);
    const { policy } = atHand;
    const collector = exampleCollector(policy);
    const matureMs = Date.now() - delayMs;
    await eachPastDecision(source, (decision) => {
      const { eventType, eventId, logTime } = decision;
      const type = eventType as EventType;
      if (!Object.hasOwn(eventTypes, type) || !Number.isFinite(policy.byType[type].challengeFrom)) return;
      const label = labels?.of(eventId)?.label;
      const isKnown = label !== undefined || Date.parse(logTime) <= matureMs;
      collector.add({
        type,
        record: decision,
        reasons: reDecide(decision, policy)?.reasons ?? [],
        isFraud: isKnown ? label === 'fraud' : undefined,
      });
    });
    const fit = fitWeights(collector.examples(), policy, pull);
    const changes = fittedChanges(fit, policy);
    for (const line of fitLines(fit)) print(line);
    if (changes.length === 0) return tell('Nothing would change; no candidate was written.');
    const { id, version } = writeCandidate(flags.out, atHand, changes);
    tell(
      `${id}@${version} is in ${flags.out}, and nothing is applied. What it would do: npx countersign what-if ${flags.out} --labels`,
    );
  });
}
