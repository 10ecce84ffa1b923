import { eventTypeNames } from '@countersign/events';
import { nearestName, signals, verdictReasons } from '@countersign/scoring';
import { type Command, Option } from 'commander';
import { sinceMs, sinceRefused } from '../duration.ts';
import type { DecisionWish } from '../history/decision-filter.ts';
import { deviceNames } from '../history/device-names.ts';
import { searchDecisions } from '../history/search-decisions.ts';
import { progressLine } from '../output/progress-line.ts';
import { recordLine } from '../output/record-line.ts';
import { fail, print, tell, withConnection } from './with-connection.ts';

interface SearchFlags {
  readonly account?: string;
  readonly device?: string;
  readonly reason?: string;
  readonly rule?: string;
  readonly action?: string;
  readonly type?: string;
  readonly minScore?: string;
  readonly since?: string;
  readonly until?: string;
  readonly limit: string;
  readonly json?: boolean;
}

/** `search`. */
export function addSearchCommand(program: Command): void {
  program
    .command('search')
    .description('find past decisions, the newest first, without joining any consumer group')
    .option('--account <id>', 'of this account')
    .option('--device <id>', 'from this device: its id as upstream sends it, or its pseudonym')
    .option('--reason <code>', 'with this reason, for example new_device')
    .option('--rule <id>', 'in which this rule had a word')
    .addOption(new Option('--action <action>').choices(['allow', 'challenge', 'hold', 'deny']))
    .addOption(new Option('--type <event type>').choices(eventTypeNames))
    .option('--min-score <score>', 'at or above this score, 0 to 100')
    .option('--since <when>', 'of the last 90s, 15m, 2h, 30d, or from an instant on')
    .option('--until <when>', 'before then')
    .option('--limit <number>', 'at most so many', '100')
    .option('--json', 'NDJSON; what a pipe gets anyway')
    .action((flags: SearchFlags) => searchCommand(flags));
}

async function searchCommand(flags: SearchFlags): Promise<void> {
  const problems = problemsOf(flags);
  if (problems.length > 0) return problems.forEach(fail);
  const limit = Number(flags.limit);
  await withConnection(async (connection) => {
    const bar = progressLine('searched');
    const since = flags.since === undefined ? Number.NEGATIVE_INFINITY : (sinceMs(flags.since, Date.now()) ?? 0);
    const bounds = { sinceMs: since, limit, progress: bar.show };
    const isJson = flags.json ?? !process.stdout.isTTY;
    let found = 0;
    for await (const decision of searchDecisions(connection, wishOf(flags), bounds)) {
      const record = { type: 'decision.made', data: decision } as const;
      print(isJson ? JSON.stringify(record) : recordLine(record, process.stdout.isTTY));
      found += 1;
    }
    bar.end();
    if (found === 0) tell(`No decision is like that.${hintFor(flags.reason)}`);
    else if (found === limit) tell(`${found} decisions, the newest; see more with --limit.`);
  });
}

const reasonCodes: readonly string[] = [...signals.map(({ code }) => code), ...verdictReasons];

/** What a reason that no signal has was most likely to be; other releases, rules and models may have others. */
function hintFor(reason: string | undefined): string {
  if (reason === undefined || reasonCodes.includes(reason) || /^(?:rule|model):/.test(reason)) return '';
  const near = nearestName(reason, reasonCodes);
  return ` This release has no reason ${reason}${near === undefined ? '' : `; did you mean ${near}?`}`;
}

function wishOf({ device, minScore, until, account, reason, rule, action, type }: SearchFlags): DecisionWish {
  const untilMs = until === undefined ? undefined : sinceMs(until, Date.now());
  return {
    ...(account === undefined ? {} : { account }),
    ...(reason === undefined ? {} : { reason }),
    ...(rule === undefined ? {} : { rule }),
    ...(action === undefined ? {} : { action }),
    ...(type === undefined ? {} : { type }),
    ...(device === undefined ? {} : { keys: deviceNames(device) }),
    ...(minScore === undefined ? {} : { minScore: Number(minScore) }),
    ...(untilMs === undefined ? {} : { untilMs }),
  };
}

/** What is wrong with the flags, one sentence each. */
const problemsOf = ({ minScore, since, until, limit }: SearchFlags): readonly string[] => [
  ...(since === undefined || sinceMs(since, 0) !== undefined ? [] : [sinceRefused(since)]),
  ...(until === undefined || sinceMs(until, 0) !== undefined
    ? []
    : [sinceRefused(until).replace('--since', '--until')]),
  ...(minScore === undefined || /^\d{1,3}(\.\d+)?$/.test(minScore)
    ? []
    : [`--min-score is ${JSON.stringify(minScore)}; allowed: a number from 0 to 100.`]),
  ...(/^[1-9]\d*$/.test(limit) ? [] : [`--limit is ${JSON.stringify(limit)}; allowed: a whole number above 0.`]),
];
