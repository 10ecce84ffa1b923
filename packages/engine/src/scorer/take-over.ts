import { CountersignError } from '@countersign/events';
import type { LogReader } from '../ports/event-log.ts';
import type { PartitionState, Positions } from '../ports/partition-store.ts';
import { type TopicNames, scorerInputs } from '../topic-names.ts';
import { type PositionNote, decodeNote, isSameRecord } from './position-note.ts';

export interface StartingPoint {
  readonly positions: Positions;
  readonly note: PositionNote;
}

/**
 * Where a partition goes on from, after everything that could mean lost or doubled decisions was ruled out (DEL-15).
 * @throws CountersignError with one sentence on what is wrong and what to do
 */
export async function startingPoint(
  state: PartitionState,
  partition: number,
  options: { readonly reader: LogReader; readonly topics: TopicNames; readonly startAt: 'position' | 'latest' },
): Promise<StartingPoint> {
  const { reader, topics } = options;
  const inputs = scorerInputs(topics);
  const partitions = await samePartitionCount(topics, reader);
  const note = decodeNote(state.note) ?? { partitions, last: {} };
  if (note.partitions !== partitions) throw partitionCountChanged(note.partitions, partitions);
  if (Object.keys(state.positions).length === 0) {
    return { note, positions: await firstPositions(partition, inputs, options) };
  }
  const positions: Record<string, number> = {};
  for (const topic of inputs) {
    const { low, high } = await reader.bounds(topic, partition);
    const stored = state.positions[topic] ?? low - 1;
    if (stored + 1 < low || stored + 1 > high) throw outOfLog(topic, partition, stored, low, high);
    const noted = note.last[topic];
    if (noted !== undefined && stored >= low) {
      const [record] = await reader.read(topic, partition, stored, 1);
      if (record !== undefined && !isSameRecord(record, noted)) throw recreated(topic, partition, stored);
    }
    positions[topic] = stored;
  }
  return { positions, note };
}

/**
 * The number of partitions that all inputs have.
 * @throws CountersignError `topic_missing`, `unequal_partitions`
 */
export async function samePartitionCount(topics: TopicNames, reader: LogReader): Promise<number> {
  const inputs = scorerInputs(topics);
  const counts = await Promise.all(inputs.map((topic) => reader.partitionCount(topic)));
  const [first] = counts;
  const missing = inputs.filter((_, at) => counts[at] === undefined);
  if (first === undefined || missing.length > 0) {
    throw new CountersignError(
      'topic_missing',
      `Topic ${missing.join(', ')} does not exist; create it with \`countersign topics create\`.`,
    );
  }
  if (counts.some((count) => count !== first)) {
    const listed = inputs.map((topic, at) => `${topic} has ${counts[at]}`).join(', ');
    throw new CountersignError(
      'unequal_partitions',
      `The scorer's input topics must have the same number of partitions, but ${listed}; recreate the odd one with the number of the others.`,
    );
  }
  return first;
}

async function firstPositions(
  partition: number,
  inputs: readonly string[],
  options: { readonly reader: LogReader; readonly topics: TopicNames; readonly startAt: 'position' | 'latest' },
): Promise<Positions> {
  const { reader, topics, startAt } = options;
  if (startAt === 'position' && (await hasDecisions(partition, reader, topics))) {
    throw new CountersignError(
      'state_missing',
      `The store holds nothing for partition ${partition} although ${topics.decisions} holds decisions of it: restore the store, or make it anew from the topics with \`countersign rebuild\`, or start once with COUNTERSIGN_START_AT=latest to begin with empty profiles at the end of the inputs.`,
    );
  }
  const bounds = await Promise.all(inputs.map((topic) => reader.bounds(topic, partition)));
  return Object.fromEntries(
    inputs.map((topic, at) => [topic, ((startAt === 'latest' ? bounds[at]?.high : bounds[at]?.low) ?? 0) - 1]),
  );
}

async function hasDecisions(partition: number, reader: LogReader, topics: TopicNames): Promise<boolean> {
  const count = await reader.partitionCount(topics.decisions);
  if (count === undefined || partition >= count) return false;
  const { low, high } = await reader.bounds(topics.decisions, partition);
  return high > low;
}

const partitionCountChanged = (stored: number, found: number): CountersignError =>
  new CountersignError(
    'partition_count_changed',
    `The state was made with ${stored} partitions, the input topics have ${found}: profiles would be orphaned; give the topics ${stored} partitions again, or empty the store and run \`countersign rebuild --made-with ${stored}\`.`,
  );

const outOfLog = (topic: string, partition: number, stored: number, low: number, high: number): CountersignError =>
  new CountersignError(
    'position_out_of_range',
    `The next record of ${topic} partition ${partition} should be ${stored + 1}, but the log holds ${low} to ${high - 1}: records were deleted before they were scored, or the topic was made anew; restore it, or start once with COUNTERSIGN_START_AT=latest and an empty store.`,
  );

const recreated = (topic: string, partition: number, stored: number): CountersignError =>
  new CountersignError(
    'topic_recreated',
    `Record ${stored} of ${topic} partition ${partition} is not the one that was applied last: the topic was made anew; give this installation an empty store or restore the topic.`,
  );
