import type { Command } from 'commander';
import { confirm } from '../output/confirm.ts';
import { counted } from '../output/counted.ts';
import { type ErasedAccount, eraseAccount } from '../privacy/erase-account.ts';
import { exportAccount } from '../privacy/export-account.ts';
import { fail, print, tell, withConnection } from './with-connection.ts';

interface EraseFlags {
  readonly yes?: boolean;
  readonly requestedBy: string;
}

const patienceMs = 60_000;

/** `export ACCOUNT` and `erase ACCOUNT`. */
export function addPrivacyCommands(program: Command): void {
  program
    .command('export')
    .argument('<account>', 'id of the account')
    .description(
      'everything that is kept of an account, as JSON: profile, contacts, challenges, cases, and its records of every topic',
    )
    .action((account: string) =>
      withConnection(async (connection) => {
        print(JSON.stringify(await exportAccount(connection, account, Date.now()), undefined, 2));
      }),
    );
  program
    .command('erase')
    .argument('<account>', 'id of the account')
    .option('--yes', 'do not ask')
    .option(
      '--requested-by <who>',
      'who asked for it, in words that name no customer; stands in the event',
      'privacy-desk',
    )
    .description(
      'forget an account: profile, contacts, challenges, cases, budgets, authenticator; what topics hold ends with their retention',
    )
    .action(eraseCommand);
}

const eraseCommand = (account: string, { yes, requestedBy }: EraseFlags) =>
  withConnection(async (connection) => {
    const question = `Erase everything that ${connection.description} keeps of this account, for good?`;
    if (yes !== true && !(await confirm(question))) return fail('Nothing was erased.');
    const erased = await eraseAccount(connection, account, { nowMs: Date.now(), requestedBy, patienceMs });
    erasureLines(erased).forEach(print);
    if (!erased.scorerDone)
      return fail('The scorer has not taken the event yet: look again when it runs; the event waits for it.');
    if (erased.notifierDone !== true) {
      const why = erased.notifierDone === false ? 'The notifier still keeps something.' : erased.notifierDone;
      return fail(`${why} The erasure waits for it: look again with \`countersign export\`.`);
    }
    tell('Copies outside of Countersign are yours to see to: backups, and what consumers of the topics keep.');
  });

/** What was erased and what is left, in lines. */
export function erasureLines({ eventId, scorerDone, notifierDone, left }: ErasedAccount): readonly string[] {
  const state = (isDone: boolean): string => (isDone ? 'erased' : 'not yet');
  return [
    `event     ${eventId}`,
    `profile   ${state(scorerDone)}`,
    `notifier  ${state(notifierDone === true)}: contacts, challenges, cases, budget, authenticator`,
    ...left
      .filter(({ records }) => records.some(({ value }) => value !== null))
      .map(({ topic, records, goneAtMs }) => {
        const until =
          goneAtMs === undefined ? 'until it is compacted' : `until ${new Date(goneAtMs).toISOString()} at the latest`;
        return `topic     ${topic} holds ${counted(records.length, 'record')} ${until}`;
      }),
  ];
}
