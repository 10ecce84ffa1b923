import { type Decision, eventTypeNames } from '@countersign/events';
import { type LabelBook, trainingTable } from '@countersign/evaluation';
import { namedVelocities } from '@countersign/scoring';
import { type Command, Option } from 'commander';
import { eachPastDecision } from '../history/past-decisions.ts';
import { policyAtHand } from '../history/policy-at-hand.ts';
import { type SourceFlags, sourceProblems, withPast, withLabelFlag, withSourceFlags } from '../history/source-flags.ts';
import { lineFile } from '../output/line-file.ts';
import { fail, tell } from './with-connection.ts';

interface ExportFlags extends SourceFlags {
  readonly type?: string;
  readonly policy?: string;
}

/** `features export`. */
export function addFeaturesCommand(program: Command): void {
  const features = program.command('features').description('what was known when events were decided');
  withLabelFlag(
    withSourceFlags(
      features
        .command('export')
        .argument('<file>', 'CSV, packed where the name ends in .gz')
        .description(
          'write the training table: a row a decision, features as they were known, labels with their own time',
        )
        .addOption(new Option('--type <event type>', 'only events of this type').choices(eventTypeNames))
        .option('--policy <file>', 'with a column for each velocity that it names; left out: the policy that decides'),
    ),
  ).action((file: string, flags: ExportFlags) => exportCommand(file, flags));
}

async function exportCommand(file: string, flags: ExportFlags): Promise<void> {
  const problems = sourceProblems(flags);
  if (problems.length > 0) return problems.forEach(fail);
  await withPast(flags, async ({ source, labels, connection }) => {
    const { policy } = await policyAtHand(flags.policy, connection);
    const table = trainingTable(namedVelocities(policy));
    const written = lineFile(file);
    written.write(table.head);
    let [rows, labelled] = [0, 0];
    await eachPastDecision(source, (decision) => {
      if (flags.type !== undefined && decision.eventType !== flags.type) return;
      const label = labels?.of(decision.eventId);
      rows += 1;
      if (label !== undefined) labelled += 1;
      written.write(table.line(rowOf(decision, label)));
    });
    written.end();
    tell(`${rows.toLocaleString('en-US')} rows, ${labelled.toLocaleString('en-US')} of them labelled, in ${file}.`);
    if (flags.labels === undefined) tell('No labels were asked for: give --labels.');
  });
}

const rowOf = (decision: Decision, label: ReturnType<LabelBook['of']>) => ({
  eventId: decision.eventId,
  eventType: decision.eventType,
  accountId: decision.accountId,
  time: decision.logTime,
  label: label?.label,
  labelKnownAt: label === undefined ? undefined : new Date(label.knownAtMs).toISOString(),
  features: decision.features,
  facts: decision.facts,
});
