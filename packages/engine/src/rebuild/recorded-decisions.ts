import { CountersignError, type Decision, decodeRecord } from '@countersign/events';
import type { LogReader } from '../ports/event-log.ts';

/** The decisions of one partition of the scorer, found by the offset of the event that each was made of (DEL-19). */
export interface RecordedDecisions {
  /**
   * Offsets must ascend from call to call. Undefined where the record at an offset was not decided: a repeated event, one that
   * could not be read or that was forwarded, or one that nobody came to yet.
   */
  at(offset: number): Promise<Decision | undefined>;
  /** Where the newest decision stood; undefined where there is none. Ends the reading. */
  lastPosition(): Promise<Decision['position'] | undefined>;
}

const recordsPerRead = 1_000;

/**
 * Reads ahead only as far as asked: decisions stand in the order of their events, and what was published twice repeats
 * only what came before.
 * @throws CountersignError `partition_count_changed` for a decision that was made on another partition
 */
export async function recordedDecisions(
  reader: LogReader,
  topic: string,
  partition: number,
): Promise<RecordedDecisions> {
  const { low, high } = await reader.bounds(topic, partition);
  const waiting = new Map<number, Decision>();
  let next = low;
  let last: Decision['position'] | undefined;
  const readSome = async (): Promise<void> => {
    const records = await reader.read(topic, partition, next, recordsPerRead);
    next = (records.at(-1)?.offset ?? high - 1) + 1;
    for (const { value } of records) {
      const decoded = decodeRecord('decision.made', value);
      if (!decoded.ok) continue;
      const { data } = decoded.record;
      if (data.position.partition !== partition) throw madeElsewhere(topic, partition, data);
      if (data.position.offset <= (last?.offset ?? -1)) continue;
      last = data.position;
      waiting.set(last.offset, data);
    }
  };
  return {
    async at(offset) {
      while ((last?.offset ?? -1) < offset && next < high) await readSome();
      const found = waiting.get(offset);
      for (const passed of waiting.keys()) {
        if (passed > offset) break;
        waiting.delete(passed);
      }
      return found;
    },
    async lastPosition() {
      while (next < high) {
        waiting.clear();
        await readSome();
      }
      return last;
    },
  };
}

const madeElsewhere = (topic: string, partition: number, { id, position }: Decision): CountersignError =>
  new CountersignError(
    'partition_count_changed',
    `Decision ${id} in partition ${partition} of ${topic} was made on partition ${position.partition}: ${topic} must have as many partitions as the scorer's inputs had.`,
  );
