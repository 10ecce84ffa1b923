import type { LogReader, LogRecord } from '@countersign/engine';
import { CountersignError } from '@countersign/events';

/** A part of a topic's past. */
export interface PastRange {
  readonly topic: string;
  /** From the first record at or after this log time; from the oldest kept when undefined. */
  readonly sinceMs: number | undefined;
  readonly progress: (done: number, of: number) => void;
}

const recordsPerRead = 4000;

interface Stretch {
  readonly partition: number;
  readonly from: number;
  readonly until: number;
}

/**
 * The records that stand in a topic now, in chunks: partition by partition, each in its order. No consumer group is joined.
 * The next chunk is on its way while the caller works on one.
 */
export async function* readForward(reader: LogReader, range: PastRange): AsyncGenerator<readonly LogRecord[]> {
  const stretches = await stretchesOf(reader, range);
  const total = stretches.reduce((sum, { from, until }) => sum + until - from, 0);
  let done = 0;
  for (const { partition, from, until } of stretches) {
    let at = from;
    let coming = read(reader, range.topic, partition, at, until);
    while (at < until) {
      const records = await coming;
      const last = records.at(-1);
      const next = last === undefined ? await afterGap(reader, range.topic, partition, at) : last.offset + 1;
      if (next === undefined) break;
      at = next;
      coming = read(reader, range.topic, partition, at, until);
      coming.catch(() => {}); // Whoever awaits it hears of it.
      done += records.length;
      if (records.length > 0) yield records;
      range.progress(Math.min(done, total), total);
    }
  }
}

/** Records from `from` on; none where the log has dropped them meanwhile. */
async function read(
  reader: LogReader,
  topic: string,
  partition: number,
  from: number,
  until: number,
): Promise<readonly LogRecord[]> {
  if (from >= until) return [];
  try {
    const records = await reader.read(topic, partition, from, recordsPerRead);
    return records.filter(({ offset }) => offset < until);
  } catch (error) {
    if (error instanceof CountersignError && error.code === 'position_out_of_range') return [];
    throw error;
  }
}

/** Where to go on when nothing stands at an offset: the oldest record, where retention overtook the reader; else nowhere. */
async function afterGap(reader: LogReader, topic: string, partition: number, at: number): Promise<number | undefined> {
  const { low } = await reader.bounds(topic, partition);
  return low > at ? low : undefined;
}

async function stretchesOf(reader: LogReader, { topic, sinceMs }: PastRange): Promise<readonly Stretch[]> {
  const count = (await reader.partitionCount(topic)) ?? 0;
  const stretches: Stretch[] = [];
  for (let partition = 0; partition < count; partition += 1) {
    const { low, high } = await reader.bounds(topic, partition);
    const from = sinceMs === undefined ? low : Math.max(low, await reader.offsetAt(topic, partition, sinceMs));
    if (from < high) stretches.push({ partition, from, until: high });
  }
  return stretches;
}
