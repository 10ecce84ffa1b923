import { type LabelledEvents, type Refusals, counted, fitLines, reportLines } from '@countersign/evaluation';
import { modelsPath } from '@countersign/runtime';
import { type Command, Option } from 'commander';
import { commandLineConfiguration } from '../connection/connect.ts';
import { durationMs, shareOf } from '../duration.ts';
import { type DatasetName, datasetNames, readDataset } from '../evaluation/read-dataset.ts';
import { readLabelledEvents } from '../evaluation/read-labelled-events.ts';
import { limitAccounts } from '../evaluation/limit-accounts.ts';
import { progressLine } from '../output/progress-line.ts';
import { unwritable, writeResult } from '../output/result-file.ts';
import { writeHtml } from '../evaluation/write-html.ts';
import { type EvaluationOrder, evaluateEvents, planOf, writeScores } from './evaluate.ts';
import { fail, print, tell } from './with-connection.ts';

interface EvaluateFlags {
  readonly events?: string;
  readonly labels?: string;
  readonly dataset?: DatasetName;
  readonly limitAccounts?: string;
  readonly policy?: string;
  readonly model?: string;
  readonly warmUpUntil?: string;
  readonly fitUntil?: string;
  readonly labelDelay: string;
  readonly budget: string;
  readonly json?: string;
  readonly html?: string;
  readonly scores?: string;
  readonly features?: string;
}

/** `evaluate`. */
export function addEvaluationCommands(program: Command): void {
  program
    .command('evaluate')
    .argument('[file]', 'the table, with --dataset')
    .description('measure detection on labelled events of the past, in order of time, on the scorer’s own path')
    .option('--events <file>', 'events as they are on the topic, NDJSON or NDJSON.gz')
    .option('--labels <file>', 'labels as they are on the topic, NDJSON or NDJSON.gz')
    .addOption(new Option('--dataset <format>', 'read a published table instead').choices([...datasetNames]))
    .option('--limit-accounts <number>', 'only the first so many accounts')
    .option('--policy <file>', 'left out: the policy that ships')
    .option('--model <file or name>', 'an imported model that decides with the policy, in place of its detectors')
    .option('--warm-up-until <instant>', 'measure from here on; what is earlier builds state and chooses thresholds')
    .option('--fit-until <instant>', 'fit the weights to what is known by then, and freeze them')
    .option('--label-delay <duration>', 'labels are learned so long after their event', '7d')
    .option('--budget <share>', 'wanted share of challenges', '1%')
    .option('--json <file>', 'write the report as JSON')
    .option('--html <file>', 'write figures, curves and fairness as one page of HTML')
    .option('--scores <file>', 'write id, time, score, action and label of each event, NDJSON')
    .option('--features <file>', 'write the training table: features as they were known, and labels; CSV or CSV.gz')
    .action((file: string | undefined, flags: EvaluateFlags) => evaluateCommand(file, flags));
}

async function evaluateCommand(file: string | undefined, flags: EvaluateFlags): Promise<void> {
  const wrong = problems(file, flags);
  if (wrong.length > 0) return wrong.forEach(fail);
  const events = await eventsOf(file, flags);
  if (events.length === 0) return fail('There is no event to evaluate.');
  const bar = progressLine('scored');
  const order: EvaluationOrder = {
    events,
    policy: flags.policy,
    model: flags.model,
    models: modelsPath(commandLineConfiguration()),
    testFromMs: flags.warmUpUntil === undefined ? Number.NEGATIVE_INFINITY : Date.parse(flags.warmUpUntil),
    fitUntilMs: flags.fitUntil === undefined ? undefined : Date.parse(flags.fitUntil),
    labelDelayMs: durationMs(flags.labelDelay) ?? 0,
    budget: shareOf(flags.budget) ?? 0,
    features: flags.features,
    progress: bar.show,
  };
  const evaluated = await evaluateEvents(order);
  const { report, scored, fit } = evaluated;
  bar.end();
  if (fit !== undefined) for (const line of [...fitLines(fit), '']) print(line);
  for (const line of reportLines(report)) print(line);
  tell(`${events.length.toLocaleString('en-US')} events, ${report.eventsPerSecond.toLocaleString('en-US')} a second.`);
  if (flags.json !== undefined) writeResult(flags.json, `${JSON.stringify(report, null, 2)}\n`);
  if (flags.html !== undefined) {
    const subject = { file: file ?? flags.events ?? '', model: flags.model, labelDelay: flags.labelDelay };
    writeHtml(flags.html, evaluated, planOf(order), subject);
  }
  if (flags.scores !== undefined) writeScores(flags.scores, scored);
  for (const sentence of refusalLines(evaluated.refused)) tell(sentence);
  if (report.events === 0) fail(whyNothing(scored.length, flags));
}

/** The events that are asked for; what is to be known of their labels is told. */
async function eventsOf(file: string | undefined, flags: EvaluateFlags): Promise<LabelledEvents> {
  const limited = (all: LabelledEvents): LabelledEvents =>
    flags.limitAccounts === undefined ? all : limitAccounts(all, Number(flags.limitAccounts));
  if (flags.dataset !== undefined) return limited(await readDataset(flags.dataset, file ?? ''));
  const { events, remarks } = await readLabelledEvents(flags.events ?? '', flags.labels ?? '');
  remarks.forEach(tell);
  return limited(events);
}

const refusalLines = (refused: ReadonlyMap<string, Refusals>): readonly string[] =>
  [...refused].map(
    ([code, { count, first }]) =>
      `Not scored: ${counted(count, 'event')} (${code}), as on the topic, where such records become dead letters. The first, ${first.id}: ${first.why}`,
  );

const whyNothing = (scored: number, { warmUpUntil }: EvaluateFlags): string =>
  scored === 0
    ? 'Nothing was measured: no event of a type that waits for a decision was scored.'
    : `Nothing was measured: every event that was scored is earlier than --warm-up-until ${warmUpUntil ?? ''}.`;

/** What is wrong with the flags, one sentence each. */
function problems(file: string | undefined, flags: EvaluateFlags): readonly string[] {
  const { events, labels, dataset, warmUpUntil, labelDelay, budget } = flags;
  const isTable = dataset !== undefined && file !== undefined && events === undefined && labels === undefined;
  const isTopic = dataset === undefined && file === undefined && events !== undefined && labels !== undefined;
  const accounts = flags.limitAccounts;
  return [
    ...(isTable || isTopic
      ? []
      : ['Give either --events FILE and --labels FILE, or --dataset card-purchases|logins and the table’s file.']),
    ...instantProblem('--warm-up-until', warmUpUntil),
    ...instantProblem('--fit-until', flags.fitUntil),
    ...(Date.parse(flags.fitUntil ?? '') > Date.parse(warmUpUntil ?? '1970-01-01')
      ? ['--fit-until needs a --warm-up-until at or after it: else weights are fitted to what they are measured on.']
      : []),
    ...(flags.model === undefined || flags.fitUntil === undefined
      ? []
      : ['Weights are fitted without a model; give either --model or --fit-until.']),
    ...(durationMs(labelDelay) === undefined
      ? [`--label-delay is ${JSON.stringify(labelDelay)}; allowed: 0s, 12h, 7d, 2w.`]
      : []),
    ...(shareOf(budget) === undefined ? [`--budget is ${JSON.stringify(budget)}; allowed: 0.5% or 0.005.`] : []),
    ...(accounts === undefined || /^[1-9]\d*$/.test(accounts)
      ? []
      : [`--limit-accounts is ${JSON.stringify(accounts)}; allowed: a whole number above 0.`]),
    ...unwritable(flags.json, flags.html, flags.scores, flags.features),
  ];
}

const instantProblem = (flag: string, text: string | undefined): readonly string[] =>
  text === undefined || !Number.isNaN(Date.parse(text))
    ? []
    : [`${flag} is ${JSON.stringify(text)}; allowed: an instant such as 2026-03-01T00:00:00Z.`];
