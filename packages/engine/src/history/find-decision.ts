import { type Decision, decodeRecord, partitionOf } from '@countersign/events';
import type { LogReader } from '../ports/event-log.ts';

/** What is known of a decision beside its id, so that less has to be read. */
export interface DecisionHints {
  /** Its account: only one partition is read. */
  readonly accountId?: string | undefined;
  /** When its event happened, epoch milliseconds: only the day after it is read. */
  readonly nearMs?: number | undefined;
  /** Records of each partition that are read at most, the newest first. */
  readonly mostRecords?: number | undefined;
}

const recordsPerRead = 1000;
/** An event's own time is believed within a day, and ten minutes ahead (DEL-12). */
const earlierMs = 10 * 60_000;
const laterMs = 25 * 3_600_000;

/**
 * The newest decision whose own id, event id or challenge id is `id`. Reads the topic from its end backwards.
 * Undefined when there is none.
 */
export async function findDecision(
  reader: LogReader,
  topic: string,
  id: string,
  hints: DecisionHints = {},
): Promise<Decision | undefined> {
  const count = (await reader.partitionCount(topic)) ?? 0;
  const { accountId } = hints;
  const numbers =
    accountId === undefined || count === 0
      ? Array.from({ length: count }, (_, partition) => partition)
      : [partitionOf(accountId, count)];
  const found = await Promise.all(numbers.map((partition) => findIn(reader, topic, partition, id, hints)));
  return found
    .filter((decision) => decision !== undefined)
    .filter((decision) => accountId === undefined || decision.accountId === accountId)
    .sort((one, other) => one.logTime.localeCompare(other.logTime))
    .at(-1);
}

async function findIn(
  reader: LogReader,
  topic: string,
  partition: number,
  id: string,
  hints: DecisionHints,
): Promise<Decision | undefined> {
  const { low, high } = await rangeOf(reader, topic, partition, hints);
  const needle = Buffer.from(JSON.stringify(id));
  for (let end = high; end > low; end -= recordsPerRead) {
    const start = Math.max(low, end - recordsPerRead);
    const records = await reader.read(topic, partition, start, end - start);
    for (const { value } of records.toReversed()) {
      if (value === null || !Buffer.from(value.buffer, value.byteOffset, value.length).includes(needle)) continue;
      const decoded = decodeRecord('decision.made', value);
      if (!decoded.ok) continue;
      const { data } = decoded.record;
      if (data.id === id || data.eventId === id || data.challenge?.id === id) return data;
    }
  }
  return undefined;
}

async function rangeOf(
  reader: LogReader,
  topic: string,
  partition: number,
  { nearMs, mostRecords = Number.POSITIVE_INFINITY }: DecisionHints,
): Promise<{ readonly low: number; readonly high: number }> {
  const bounds = await reader.bounds(topic, partition);
  const high = nearMs === undefined ? bounds.high : await reader.offsetAt(topic, partition, nearMs + laterMs);
  const low = nearMs === undefined ? bounds.low : await reader.offsetAt(topic, partition, nearMs - earlierMs);
  return { low: Math.max(bounds.low, low, high - mostRecords), high };
}
