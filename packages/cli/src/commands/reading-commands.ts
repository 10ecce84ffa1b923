import type { Action } from '@countersign/events';
import { type LanguageCode, explain, languageCodes } from '@countersign/scoring';
import { type Command, Option } from 'commander';
import { sinceMs, sinceRefused } from '../duration.ts';
import { findDecision } from '@countersign/engine';
import type { TailPosition } from '../tail-records.ts';
import { policyOfDecision } from '../policy/policy-of-decision.ts';
import { explanationLines, routeLines } from './explain.ts';
import { type SendOptions, send } from './send.ts';
import { tail, type TailTopic } from './tail.ts';
import { fail, print, tell, untilInterrupted, withConnection } from './with-connection.ts';

interface TailFlags {
  readonly since?: string;
  readonly resume?: string;
  readonly follow: boolean;
  readonly action?: Action;
  readonly account?: string;
  readonly json?: boolean;
}

/** `send`, `tail`, `explain`. */
export function addReadingCommands(program: Command): void {
  program
    .command('send')
    .argument('[file]', 'NDJSON, one event a line; - for standard input')
    .option('--example <event type>', 'send an example event of this type instead')
    .option('--account <id>', 'account of the example', 'example-customer')
    .option('--phone <number>', 'phone number of the account, such as +436641234567; the same each time')
    .option('--set <field=value>', 'with this field of its data; may be said again', collected, [])
    .description('send account events')
    .action((file: string | undefined, options: SendOptions) => sendCommand(file, options));
  program
    .command('tail')
    .argument('[topic]', 'decisions, challenges, outcomes or labels', 'decisions')
    .option('--since <when>', '90s, 15m, 2h, 30d or an instant; left out: from now on')
    .option('--resume <position>', 'go on where an earlier tail stopped')
    .option('--no-follow', 'end at the end of the topic')
    .addOption(new Option('--follow').default(true).hideHelp())
    .addOption(new Option('--action <action>', 'only these decisions').choices(['allow', 'challenge', 'hold', 'deny']))
    .option('--account <id>', 'only this account')
    .option('--json', 'NDJSON; what a pipe gets anyway')
    .description('show records as they come, without joining any consumer group')
    .action((topic: string, flags: TailFlags) => tailCommand(topic, flags));
  program
    .command('explain')
    .argument('<id>', 'decision, event or challenge id')
    .addOption(new Option('--language <code>', 'language of the sentences').choices(languageCodes).default('en'))
    .option('--json', 'the explanation and the recorded decision as JSON')
    .description('say in plain sentences why a decision was made')
    .action((id: string, flags: ExplainFlags) => explainCommand(id, flags));
}

const collected = (value: string, before: readonly string[]): readonly string[] => [...before, value];

const sendCommand = (file: string | undefined, options: SendOptions) =>
  withConnection(async (connection) => {
    const { accepted, refused } = await send(connection, file, options);
    for (const { id, type, accountId } of accepted.slice(0, 10)) tell(`sent ${type} ${id} of ${accountId}`);
    if (accepted.length > 10) tell(`… ${accepted.length} events in all`);
    const [only] = accepted;
    if (accepted.length === 1 && only !== undefined) tell(`see why: npx countersign explain ${only.id}`);
    for (const sentence of refused) fail(sentence);
  });

const topicNames: readonly TailTopic[] = ['decisions', 'challenges', 'outcomes', 'labels'];

const tailCommand = (topic: string, flags: TailFlags) =>
  withConnection(async (connection) => {
    const known = topicNames.find((name) => name === topic);
    const since = flags.since === undefined ? undefined : sinceMs(flags.since, Date.now());
    const resume = flags.resume === undefined ? undefined : positionOf(flags.resume);
    if (known === undefined) return fail(`There is no topic ${topic} to tail; allowed: ${topicNames.join(', ')}.`);
    if (flags.since !== undefined && since === undefined) {
      return fail(sinceRefused(flags.since));
    }
    if (flags.resume !== undefined && resume === undefined)
      return fail('--resume is not a position that tail printed.');
    const { action, account } = flags;
    const options = { topic: known, sinceMs: since, resume, follow: flags.follow, action, account };
    const lines = tail(connection, {
      ...options,
      json: flags.json ?? !process.stdout.isTTY,
      isColoured: process.stdout.isTTY,
      signal: untilInterrupted(),
    });
    let next = await lines.next();
    while (next.done !== true) {
      print(next.value);
      next = await lines.next();
    }
    if (Object.keys(next.value).length > 0) tell(`go on from here with: --resume ${positionText(next.value)}`);
  });

interface ExplainFlags {
  readonly language: LanguageCode;
  readonly json?: boolean;
}

const explainCommand = (id: string, { language, json }: ExplainFlags) =>
  withConnection(async (connection) => {
    const decision = await findDecision(connection.reader, connection.topics.decisions, id);
    if (decision === undefined)
      return fail(`There is no decision for ${id}; it may not be made yet, or older than the topic keeps.`);
    const explanation = explain(decision, await policyOfDecision(decision, connection), language);
    const route = await routeLines(connection, decision, language);
    if (json === true) return print(JSON.stringify({ explanation, route, decision }, undefined, 2));
    for (const line of explanationLines(decision, explanation, route, process.stdout.isTTY)) print(line);
  });

const positionText = (position: TailPosition): string => Buffer.from(JSON.stringify(position)).toString('base64url');

function positionOf(text: string): TailPosition | undefined {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(text, 'base64url').toString());
    const isPosition =
      typeof parsed === 'object' && parsed !== null && Object.values(parsed).every(Number.isSafeInteger);
    return isPosition ? (parsed as TailPosition) : undefined;
  } catch {
    return undefined;
  }
}
