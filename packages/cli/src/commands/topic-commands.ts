import { type Command, InvalidArgumentError } from 'commander';
import { topicLines, topicProblems, topicSummary } from './topics.ts';
import { fail, print, tell, withConnection } from './with-connection.ts';

/** `topics list|create|check`. */
export function addTopicCommands(program: Command): void {
  const topics = program.command('topics').description('the topics of an installation');
  topics
    .command('list')
    .description('names and partitions')
    .action(() => withConnection(async (connection) => (await topicLines(connection)).forEach(print)));
  topics
    .command('create')
    .description('create what is missing; never changes what exists')
    .option('--partitions <count>', 'partitions of each', positive, 12)
    .option('--replication <factor>', 'copies of each', positive, 1)
    .action(({ partitions, replication }: { readonly partitions: number; readonly replication: number }) =>
      withConnection(async (connection) => {
        const created = await connection.admin.create({ partitions, replicationFactor: replication });
        tell(created.length === 0 ? 'Nothing was missing.' : `Created ${created.join(', ')}.`);
      }),
    );
  topics
    .command('check')
    .description('say what is missing or unequal')
    .action(() =>
      withConnection(async (connection) => {
        const problems = await topicProblems(connection);
        problems.forEach(fail);
        if (problems.length === 0) print(await topicSummary(connection));
      }),
    );
}

function positive(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 1 || value > 1024) {
    throw new InvalidArgumentError('allowed: a whole number from 1 to 1024.');
  }
  return value;
}
