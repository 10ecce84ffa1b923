import { type ShadowReport, shadowReport } from '@countersign/evaluation';
import type { Command } from 'commander';
import { sinceMs, sinceRefused } from '../duration.ts';
import { eachPastDecision } from '../history/past-decisions.ts';
import { changePolicy } from '../policy/change-policy.ts';
import { registerOf } from '../policy/publish.ts';
import { fail, print, withConnection } from './with-connection.ts';
import { counted } from '../output/counted.ts';

interface ShadowFlags {
  readonly since: string;
  readonly json?: boolean;
  readonly end?: boolean;
}

/** `policy shadow`, below `policy`. */
export function addShadowCommand(policy: Command): void {
  policy
    .command('shadow')
    .description('say what the candidate would have changed, from the decisions that it was asked about')
    .option('--since <when>', 'decisions of the last 15m, 2h, 30d, or from an instant on', '7d')
    .option('--json', 'as JSON')
    .option('--end', 'end the shadow run instead')
    .action((flags: ShadowFlags) => shadowCommand(flags));
}

const shadowCommand = (flags: ShadowFlags): Promise<void> =>
  withConnection(async (connection) => {
    if (flags.end === true) return changePolicy({ kind: 'no candidate' }, connection, { yes: true });
    const since = sinceMs(flags.since, Date.now());
    if (since === undefined) return fail(sinceRefused(flags.since));
    const { candidate } = await registerOf(connection);
    if (candidate === undefined)
      return fail('There is no candidate; `countersign policy publish FILE --shadow` makes one.');
    const report = shadowReport(candidate.digest);
    await eachPastDecision({ connection, sinceMs: since }, (decision) => report.add(decision));
    const result = report.result();
    if (flags.json === true) return print(JSON.stringify(result, null, 2));
    if (result.decisions === 0) return print('The candidate was asked about no event yet.');
    shadowLines(result).forEach(print);
  });

const shadowLines = (report: ShadowReport): readonly string[] => [
  `${report.candidate} was asked about ${counted(report.decisions, 'event')} of ${counted(report.customers, 'customer')}.`,
  `Same action on ${report.agreed} of ${report.decisions} (${((report.agreed / report.decisions) * 100).toFixed(2)} %).`,
  `Asks ${counted(report.askedMore, 'time')} more, of ${counted(report.customersAskedMore, 'customer')}; ${counted(report.askedLess, 'time')} less, of ${report.customersAskedLess}.`,
  ...report.changes.map(({ change, eventType, decisions }) => `  ${change}  ${eventType}  ${decisions}`),
  ...report.rules.map(
    ({ id, live, candidate, differ }) =>
      `  rule ${id}: took effect ${counted(live, 'time')} in force, ${candidate} in shadow; the action differs on ${differ}`,
  ),
];
