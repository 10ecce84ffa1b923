import type { LogRecord } from '@countersign/engine';
import type { LogUnderTest } from './log-under-test.ts';

/** Everything that a partition holds. */
export async function readAll(log: LogUnderTest, topic: string, partition: number): Promise<readonly LogRecord[]> {
  const all: LogRecord[] = [];
  const { low, high } = await log.reader.bounds(topic, partition);
  for (let from = low; from < high; ) {
    const records = await log.reader.read(topic, partition, from, 100);
    const last = records.at(-1);
    if (last === undefined) break;
    all.push(...records);
    from = last.offset + 1;
  }
  return all;
}
