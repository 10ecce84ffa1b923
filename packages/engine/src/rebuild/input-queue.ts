import type { LogReader, LogRecord } from '../ports/event-log.ts';

/** Records of one topic partition in their order, taken as far as an offset. */
export interface InputQueue {
  /** The records that were not taken yet, up to and with an offset; none for −1. */
  upTo(offset: number): Promise<readonly LogRecord[]>;
}

const recordsPerRead = 500;

/** Holds no more than one read in memory besides what it gives away. */
export async function inputQueue(reader: LogReader, topic: string, partition: number): Promise<InputQueue> {
  const { low, high } = await reader.bounds(topic, partition);
  let next = low;
  let waiting: readonly LogRecord[] = [];
  return {
    async upTo(offset) {
      const taken: LogRecord[] = [];
      for (;;) {
        const after = waiting.findIndex((record) => record.offset > offset);
        taken.push(...(after === -1 ? waiting : waiting.slice(0, after)));
        waiting = after === -1 ? [] : waiting.slice(after);
        if (after !== -1 || next > offset || next >= high) return taken;
        waiting = await reader.read(topic, partition, next, recordsPerRead);
        next = (waiting.at(-1)?.offset ?? high - 1) + 1;
      }
    },
  };
}
