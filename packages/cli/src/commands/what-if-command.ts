import { type Prices, messageCost, whatIf, whatIfLines } from '@countersign/evaluation';
import type { Command } from 'commander';
import { eachPastDecision } from '../history/past-decisions.ts';
import { policyAtHand } from '../history/policy-at-hand.ts';
import { readSentMessages } from '../history/read-sent-messages.ts';
import { type SourceFlags, sourceProblems, withPast, withLabelFlag, withSourceFlags } from '../history/source-flags.ts';
import { sinceMs } from '../duration.ts';
import { fail, print, tell } from './with-connection.ts';
import { unwritable, writeResult } from '../output/result-file.ts';

interface WhatIfFlags extends SourceFlags {
  readonly perDay: string;
  readonly price: readonly string[];
  readonly currency: string;
  readonly json?: string;
}

const collected = (text: string, before: readonly string[]): readonly string[] => [...before, text];

/** `what-if`. */
export function addWhatIfCommand(program: Command): void {
  withLabelFlag(
    withSourceFlags(
      program
        .command('what-if')
        .argument('<policy>', 'a policy file')
        .description('decide past events again with another policy, and say what would differ; nothing is changed'),
    ),
  )
    .option('--per-day <number>', 'count customers who are asked for a code more often than this on one day', '1')
    .option('--price <channel=amount>', 'what one message costs (again for each channel)', collected, [])
    .option('--currency <code>', 'currency of the prices', 'EUR')
    .option('--json <file>', 'write the comparison as JSON')
    .action((policy: string, flags: WhatIfFlags) => whatIfCommand(policy, flags));
}

async function whatIfCommand(file: string, flags: WhatIfFlags): Promise<void> {
  const prices = pricesOf(flags.price);
  const problems = [
    ...sourceProblems(flags),
    ...unwritable(flags.json),
    ...(/^\d+$/.test(flags.perDay) ? [] : [`--per-day is ${JSON.stringify(flags.perDay)}; allowed: a whole number.`]),
    ...(prices === undefined
      ? ['--price is not understood; allowed: sms=0.05, email=0.001, voice=0.1, authenticator=0.']
      : []),
  ];
  if (problems.length > 0 || prices === undefined) return problems.forEach(fail);
  await withPast(flags, async ({ source, labels, connection }) => {
    const { policy } = await policyAtHand(file, connection);
    const run = whatIf(policy, Number(flags.perDay));
    const startMs = performance.now();
    const decisions = await eachPastDecision(source, (decision) =>
      run.add(decision, labels?.of(decision.eventId)?.label),
    );
    const seconds = (performance.now() - startMs) / 1000;
    const result = run.result();
    const sent = connection === undefined ? {} : await readSentMessages(connection, sinceMs(flags.since, Date.now()));
    const challenges = { recorded: result.recorded.challenge, other: result.other.challenge };
    const messages = messageCost(sent, challenges, prices);
    for (const line of whatIfLines(result, messages, flags.currency)) print(line);
    tell(`${decisions.toLocaleString('en-US')} decisions read and decided again in ${seconds.toFixed(1)} s.`);
    const { id, version, digest } = policy;
    const json = { policy: { id, version, digest }, ...result, messages };
    if (flags.json !== undefined) writeResult(flags.json, `${JSON.stringify(json, null, 2)}\n`);
  });
}

/** Usual list prices, so that the difference has an order of magnitude; say your own. */
const usualPrices: Prices = { sms: 0.05, voice: 0.1, email: 0.001, authenticator: 0 };

/** Undefined where one of them is none. */
function pricesOf(texts: readonly string[]): Prices | undefined {
  const found = texts.map((text) => /^(authenticator|sms|voice|email)=(\d+(?:\.\d+)?)$/.exec(text));
  if (found.includes(null)) return undefined;
  return { ...usualPrices, ...Object.fromEntries(found.map((match) => [match?.[1], Number(match?.[2])])) };
}
