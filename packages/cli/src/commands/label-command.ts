import { type LabelAnswer, createLabelling } from '@countersign/engine';
import type { Label } from '@countersign/events';
import { Argument, type Command, Option } from 'commander';
import { importLabels } from '../labels/import-labels.ts';
import { readLabelRows } from '../labels/read-label-rows.ts';
import { progressLine } from '../output/progress-line.ts';
import { fail, print, tell, withConnection } from './with-connection.ts';
import { counted } from '../output/counted.ts';

interface LabelFlags {
  readonly source: Label['source'];
  readonly knownAt?: string;
  readonly note?: string;
  readonly account?: string;
  readonly import?: string;
}

/** `label`. */
export function addLabelCommand(program: Command): void {
  program
    .command('label')
    .argument('[id]', 'of an event, its decision or its challenge')
    .addArgument(new Argument('[label]', 'what it turned out to be').choices(['fraud', 'legitimate']))
    .description(
      'say what turned out to be true of an event, so that scorers learn it; or import many labels from a file',
    )
    .addOption(
      new Option('--source <source>', 'who says so').choices(['analyst', 'chargeback', 'support']).default('analyst'),
    )
    .option('--known-at <instant>', 'since when it is known; left out: now')
    .option('--note <text>', 'why, for people')
    .option('--account <id>', 'its account: labelled alone where the decision is no longer kept')
    .option(
      '--import <file>',
      'labels of many events, CSV or NDJSON (.gz): eventId, label, source, knownAt, note, accountId',
    )
    .action((id: string | undefined, label: Label['label'] | undefined, flags: LabelFlags) =>
      flags.import === undefined ? labelCommand(id, label, flags) : importCommand(flags.import),
    );
}

async function labelCommand(
  id: string | undefined,
  label: Label['label'] | undefined,
  flags: LabelFlags,
): Promise<void> {
  if (id === undefined || label === undefined) {
    return fail('Say which event and what it was: countersign label EVENT fraud|legitimate, or --import FILE.');
  }
  const nowMs = Date.now();
  const knownAtMs = flags.knownAt === undefined ? nowMs : Date.parse(flags.knownAt);
  if (Number.isNaN(knownAtMs) || knownAtMs > nowMs) {
    const came = JSON.stringify(flags.knownAt);
    return fail(`--known-at is ${came}; allowed: an instant in the past, such as 2026-03-01T09:30:00Z.`);
  }
  await withConnection(async (connection) => {
    const labelling = createLabelling(connection, { from: 'countersign/command-line' });
    const { source, note, account: accountId } = flags;
    say(await labelling({ id, label, source, knownAtMs, note, accountId }), id, label);
  });
}

function say(answer: LabelAnswer, id: string, label: Label['label']): void {
  switch (answer.result) {
    case 'unknown_event':
      return fail(
        `There is no decision for ${id}: it may not be made yet, or be older than the topic keeps. With --account it is recorded for the account alone.`,
      );
    case 'known_before_event':
      return fail(`It cannot have been known before the event, which happened at ${instant(answer.eventTimeMs)}.`);
    case 'refused':
      return fail(`The label cannot be recorded: ${answer.message}`);
    case 'repeated':
      return print(
        `Event ${answer.eventId} of ${answer.accountId} is labelled ${label} already; nothing was recorded.`,
      );
    case 'outdated':
      return fail(
        `Event ${answer.eventId} is labelled ${answer.before?.label}, and that became known later, at ${instant(answer.before?.knownAtMs ?? 0)}; nothing was recorded.`,
      );
    case 'recorded':
      return print(recordedLine(answer, label));
  }
}

function recordedLine(
  { eventId, accountId, touches, before }: Extract<LabelAnswer, { touches: unknown }>,
  label: string,
): string {
  const instead = before === undefined ? '' : `, instead of ${before.label} since ${instant(before.knownAtMs)}`;
  const alone = touches === 'account' ? ' Its decision was not found: the label touches the account alone.' : '';
  return `Event ${eventId} of ${accountId} is labelled ${label}${instead}.${alone}`;
}

const instant = (ms: number): string => new Date(ms).toISOString();

const shownProblems = 20;

async function importCommand(file: string): Promise<void> {
  const { rows, problems: unreadable } = await readLabelRows(file);
  await withConnection(async (connection) => {
    const search = progressLine('decisions searched:');
    const publishing = progressLine('labels sent:');
    const { counts, problems } = await importLabels(connection, rows, {
      nowMs: Date.now(),
      searched: search.show,
      sent: publishing.show,
    });
    search.end();
    publishing.end();
    const { recorded, accountOnly, repeated, outdated } = counts;
    print(
      `${counted(recorded, 'label')} recorded (${count(accountOnly)} of them for the account alone), ${count(repeated)} known already, ${count(outdated)} outdated by what became known later.`,
    );
    const all = [...unreadable, ...problems];
    for (const problem of all.slice(0, shownProblems)) tell(problem);
    if (all.length > shownProblems) tell(`… and ${count(all.length - shownProblems)} more.`);
    if (all.length > 0) fail(`${count(all.length)} of ${count(rows.length + unreadable.length)} rows were left out.`);
  });
}

const count = (number: number): string => number.toLocaleString('en-US');
