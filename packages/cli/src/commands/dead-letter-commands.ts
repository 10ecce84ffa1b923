import type { Command } from 'commander';
import type { Connection } from '../connection/connection.ts';
import { sinceMs, sinceRefused } from '../duration.ts';
import { type DeadLetter, deadLetterLine, listDeadLetters, redriven } from './dead-letters.ts';
import { fail, print, tell, untilInterrupted, withConnection } from './with-connection.ts';

/** `dead-letters list|show|redrive`. */
export function addDeadLetterCommands(program: Command): void {
  const letters = program.command('dead-letters').description('records that could not be used');
  letters
    .command('list')
    .option('--since <when>', '90s, 15m, 2h, 30d or an instant', '30d')
    .description('what could not be used, and why')
    .action(({ since }: { readonly since: string }) =>
      withConnection(async (connection) => {
        const fromMs = sinceMs(since, Date.now());
        if (fromMs === undefined) return fail(sinceRefused(since));
        const found = await listDeadLetters(connection, fromMs, untilInterrupted());
        for (const letter of found) print(deadLetterLine(letter, process.stdout.isTTY));
        if (found.length === 0) tell('There are no dead letters.');
      }),
    );
  letters
    .command('show')
    .argument('<id>', 'topic/partition/offset, as listed')
    .description('the original bytes of one')
    .action((id: string) => withLetter(id, async (letter) => print(Buffer.from(letter.record.value ?? []).toString())));
  letters
    .command('redrive')
    .argument('<id>', 'topic/partition/offset, as listed')
    .description('send one again to the topic that it came from')
    .action((id: string) =>
      withLetter(id, async (letter, connection) => {
        if ('countersign-original-bytes' in letter.record.headers)
          return fail(
            `Only the beginning of ${id} was kept, it was too large; its producer must send it again, smaller.`,
          );
        await connection.publisher.publish([redriven(letter)]);
        tell(`Sent again to ${letter.reason.topic}.`);
      }),
    );
}

const withLetter = (id: string, run: (letter: DeadLetter, connection: Connection) => Promise<void>) =>
  withConnection(async (connection) => {
    const found = await listDeadLetters(connection, 0, untilInterrupted());
    const letter = found.find(({ reason }) => reason.id === id);
    if (letter === undefined)
      return fail(`There is no dead letter ${id}; see them with \`countersign dead-letters list\`.`);
    return run(letter, connection);
  });
