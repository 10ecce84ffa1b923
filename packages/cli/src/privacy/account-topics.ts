import type { LogReader, LogRecord } from '@countersign/engine';
import { type Topic, partitionOf, topicNamed, topics, utf8Text } from '@countersign/events';
import type { Connection } from '../connection/connection.ts';

/** What one topic holds of an account. */
export interface OfTopic {
  readonly topic: string;
  readonly records: readonly LogRecord[];
  /** When the last of them is dropped: its log time and the retention of the topic; undefined for a compacted one. */
  readonly goneAtMs: number | undefined;
}

const atOnce = 2_000;

/**
 * Every record under an account's key, topic by topic. What upstream writes may stand on any partition, and so may dead letters of it; what
 * Countersign writes stands on the account's own.
 */
export async function recordsOfAccount(
  { reader, topics: names }: Pick<Connection, 'reader' | 'topics'>,
  accountId: string,
): Promise<readonly OfTopic[]> {
  const called: Readonly<Record<string, string>> = {
    'account.events': names.events,
    'account.contacts': names.contacts,
    'risk.decisions': names.decisions,
    'risk.challenges': names.challenges,
    'risk.outcomes': names.outcomes,
    'risk.labels': names.labels,
    'risk.dead-letters': names.deadLetters,
  };
  const found: OfTopic[] = [];
  for (const { name } of topics) {
    const topic = called[name];
    if (topic !== undefined) found.push(await inTopic(reader, topic, topicNamed(name), accountId));
  }
  return found;
}

const onAnyPartition = new Set<Topic['name']>(['account.events', 'account.contacts', 'risk.dead-letters']);

async function inTopic(reader: LogReader, topic: string, row: Topic, accountId: string): Promise<OfTopic> {
  const count = (await reader.partitionCount(topic)) ?? 0;
  const own = count === 0 ? [] : [partitionOf(accountId, count)];
  const partitions = onAnyPartition.has(row.name) ? Array.from({ length: count }, (_, at) => at) : own;
  const records: LogRecord[] = [];
  for (const partition of partitions) {
    for await (const record of allOf(reader, topic, partition)) {
      if (record.key !== null && utf8Text(record.key) === accountId) records.push(record);
    }
  }
  const newestMs = Math.max(0, ...records.map(({ timestampMs }) => timestampMs));
  const goneAtMs = row.retentionMs === -1 || records.length === 0 ? undefined : newestMs + row.retentionMs;
  return { topic, records, goneAtMs };
}

/** The records that stand in a partition now, in their order. */
export async function* allOf(reader: LogReader, topic: string, partition: number): AsyncGenerator<LogRecord> {
  const { low, high } = await reader.bounds(topic, partition);
  for (let from = low; from < high; ) {
    const records = await reader.read(topic, partition, from, atOnce);
    const last = records.at(-1);
    if (last === undefined) return; // What compaction left ends before the bound.
    yield* records.filter(({ offset }) => offset < high);
    from = last.offset + 1;
  }
}
