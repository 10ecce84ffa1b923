import type { LogReader, NextOffsets } from '@countersign/engine';
import { CountersignError } from '@countersign/events';
import { equalCount } from './co-partitioned-assigner.ts';

/** Refuses topics that are missing or partitioned differently; resolves with their number of partitions. */
export const equalPartitions = async (reader: LogReader, topics: readonly string[]): Promise<number> =>
  equalCount(await topicsExist(reader, topics));

/** Refuses topics that are missing; resolves with the number of partitions of each. */
export const topicsExist = async (
  reader: LogReader,
  topics: readonly string[],
): Promise<readonly (readonly [topic: string, partitions: number])[]> => {
  const counts: [string, number][] = [];
  for (const topic of topics) {
    const count = await reader.partitionCount(topic);
    if (count === undefined) {
      throw new CountersignError(
        'topic_missing',
        `The topic ${topic} does not exist: run "countersign topics create".`,
      );
    }
    counts.push([topic, count]);
  }
  return counts;
};

/**
 * Where to read each topic of a partition from: the stored offset, or the first one kept where none is stored.
 * Refuses an offset that the topic does not hold: Kafka's clients would silently start somewhere else (DEL-15).
 */
export const checkedOffsets = async (
  reader: LogReader,
  topics: readonly string[],
  partition: number,
  stored: NextOffsets,
): Promise<NextOffsets> => {
  const entries = topics.map(async (topic): Promise<[string, number]> => {
    const { low, high } = await reader.bounds(topic, partition);
    const offset = stored[topic] ?? low;
    if (offset < low || offset > high) throw outOfRange(topic, partition, offset, low, high);
    return [topic, offset];
  });
  return Object.fromEntries(await Promise.all(entries));
};

const outOfRange = (topic: string, partition: number, offset: number, low: number, high: number): CountersignError => {
  const why =
    offset > high
      ? 'the topic was recreated or cut, or the state belongs to another cluster: connect the right cluster, or begin with an empty store'
      : 'records were deleted before they were read: begin with an empty store: `countersign rebuild` makes it from what is kept';
  return new CountersignError(
    'position_out_of_range',
    `The state goes on at offset ${offset} of ${topic}/${partition}, which holds ${low} to ${high}; ${why}.`,
  );
};
