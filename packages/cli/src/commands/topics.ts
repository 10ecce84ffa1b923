import { topics } from '@countersign/events';
import type { Connection } from '../connection/connection.ts';

/** What is wrong with the topics of an installation, one sentence each; empty when all is well. */
export async function topicProblems(connection: Connection): Promise<readonly string[]> {
  const existing = new Map((await connection.admin.existing()).map(({ name, partitions }) => [name, partitions]));
  const prefix = connection.topics.events.slice(0, -'account.events'.length);
  const named = topics.map((topic) => ({ ...topic, fullName: `${prefix}${topic.name}` }));
  const missing = named.filter(({ fullName }) => !existing.has(fullName)).map(({ fullName }) => fullName);
  const counts = named
    .filter(({ copartitioned, fullName }) => copartitioned && existing.has(fullName))
    .map(({ fullName }) => `${fullName} has ${existing.get(fullName)}`);
  const differ = new Set(counts.map((text) => text.split(' ').at(-1))).size > 1;
  return [
    ...(missing.length === 0
      ? []
      : [`Missing: ${missing.join(', ')}. Create them with \`countersign topics create\`.`]),
    ...(differ
      ? [
          `The scorer's inputs need equal partition counts, but ${counts.join(', ')}: before the first start, give those with fewer as many as the others (kafka-topics.sh --alter --partitions); afterwards the number is for good.`,
        ]
      : []),
  ];
}

/** What a complete set of topics looks like, in one sentence: how many, and into how many partitions the inputs fall. */
export async function topicSummary(connection: Connection): Promise<string> {
  const partitions = await connection.reader.partitionCount(connection.topics.events);
  return `all ${topics.length} are there; the scorer's inputs have ${countOf(partitions ?? 0)} each`;
}

const countOf = (partitions: number): string => `${partitions} ${partitions === 1 ? 'partition' : 'partitions'}`;

/** Name and partitions of every topic of the table that exists. */
export async function topicLines(connection: Connection): Promise<readonly string[]> {
  const names = new Set<string>(Object.values(connection.topics));
  const existing = (await connection.admin.existing()).filter(({ name }) => names.has(name));
  return existing
    .sort((one, other) => one.name.localeCompare(other.name))
    .map(({ name, partitions }) => `${name.padEnd(28)} ${countOf(partitions)}`);
}
