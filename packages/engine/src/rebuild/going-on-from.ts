import type { LogReader } from '../ports/event-log.ts';
import type { Positions } from '../ports/partition-store.ts';
import { type LastRecord, type PositionNote, lastRecordOf } from '../scorer/position-note.ts';
import { type TopicNames, scorerInputs } from '../topic-names.ts';

/**
 * Where a scorer goes on after a rebuild, as it would have stored it itself: behind the last decided event, and behind the
 * outcomes and labels that its decision had seen. A partition on which nothing was decided begins with its oldest record.
 */
export async function goingOnFrom(
  reader: LogReader,
  topics: TopicNames,
  partition: number,
  partitions: number,
  last: Positions | undefined,
): Promise<{ readonly positions: Positions; readonly note: PositionNote }> {
  const positions: Record<string, number> = {};
  const noted: Record<string, LastRecord> = {};
  for (const topic of scorerInputs(topics)) {
    const { low } = await reader.bounds(topic, partition);
    const position = Math.max(last?.[topic] ?? -1, low - 1);
    positions[topic] = position;
    if (position < low) continue;
    const [record] = await reader.read(topic, partition, position, 1);
    if (record?.offset === position) noted[topic] = lastRecordOf(record);
  }
  return { positions, note: { partitions, last: noted } };
}
