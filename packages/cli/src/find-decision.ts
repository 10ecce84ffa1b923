import type { LogReader } from '@countersign/engine';
import { decodeRecord, type Decision } from '@countersign/events';

const recordsPerRead = 1000;

/**
 * The newest decision whose own id, event id or challenge id is `id`. Reads the topic from its end backwards.
 * Undefined when there is none.
 */
export async function findDecision(reader: LogReader, topic: string, id: string): Promise<Decision | undefined> {
  const partitions = (await reader.partitionCount(topic)) ?? 0;
  const numbers = Array.from({ length: partitions }, (_, partition) => partition);
  const found = await Promise.all(numbers.map((partition) => findIn(reader, topic, partition, id)));
  return found
    .filter((decision) => decision !== undefined)
    .sort((one, other) => one.logTime.localeCompare(other.logTime))
    .at(-1);
}

async function findIn(reader: LogReader, topic: string, partition: number, id: string): Promise<Decision | undefined> {
  const { low, high } = await reader.bounds(topic, partition);
  const needle = Buffer.from(JSON.stringify(id));
  for (let end = high; end > low; end -= recordsPerRead) {
    const start = Math.max(low, end - recordsPerRead);
    const records = await reader.read(topic, partition, start, end - start);
    for (const { value } of records.toReversed()) {
      if (value === null || !Buffer.from(value).includes(needle)) continue;
      const decoded = decodeRecord('decision.made', value);
      if (!decoded.ok) continue;
      const { data } = decoded.record;
      if (data.id === id || data.eventId === id || data.challenge?.id === id) return data;
    }
  }
  return undefined;
}
