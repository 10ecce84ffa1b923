import type { LogReader, LogRecord } from '@countersign/engine';

const recordsPerRead = 1000;

/** What is left to read of one partition, and the records of it that were read and not handed out, newest last. */
interface Tail {
  readonly partition: number;
  readonly low: number;
  end: number;
  read: LogRecord[];
}

/**
 * The records of a topic from the newest to the oldest by log time, back to `sinceMs`. All partitions are walked side by side,
 * so that whoever wants the newest few stops early. No consumer group is joined.
 */
export async function* readBackward(
  reader: LogReader,
  topic: string,
  sinceMs: number,
  progress: (done: number, of: number) => void,
): AsyncGenerator<LogRecord> {
  const tails = await tailsOf(reader, topic, sinceMs);
  const total = tails.reduce((sum, { low, end }) => sum + end - low, 0);
  let done = 0;
  for (;;) {
    await Promise.all(tails.map((tail) => refill(reader, topic, tail)));
    const newest = newestOf(tails);
    if (newest === undefined) return;
    const record = newest.read.pop();
    if (record === undefined) return;
    done += 1;
    if (done % recordsPerRead === 0) progress(done, total);
    yield record;
  }
}

async function tailsOf(reader: LogReader, topic: string, sinceMs: number): Promise<readonly Tail[]> {
  const count = (await reader.partitionCount(topic)) ?? 0;
  return Promise.all(
    Array.from({ length: count }, async (_, partition): Promise<Tail> => {
      const { low, high } = await reader.bounds(topic, partition);
      const from = Number.isFinite(sinceMs) ? await reader.offsetAt(topic, partition, sinceMs) : low;
      return { partition, low: Math.max(low, from), end: high, read: [] };
    }),
  );
}

/** Reads the stretch before what was read; skips stretches in which nothing is left. */
async function refill(reader: LogReader, topic: string, tail: Tail): Promise<void> {
  while (tail.read.length === 0 && tail.end > tail.low) {
    const start = Math.max(tail.low, tail.end - recordsPerRead);
    tail.read = await stretch(reader, topic, tail.partition, start, tail.end);
    tail.end = start;
  }
}

async function stretch(
  reader: LogReader,
  topic: string,
  partition: number,
  start: number,
  end: number,
): Promise<LogRecord[]> {
  const found: LogRecord[] = [];
  for (let from = start; from < end; ) {
    const records = await reader.read(topic, partition, from, end - from); // One answer may hold less than was asked for.
    const last = records.at(-1);
    if (last === undefined) break;
    found.push(...records.filter(({ offset }) => offset < end));
    from = last.offset + 1;
  }
  return found;
}

const newestOf = (tails: readonly Tail[]): Tail | undefined =>
  tails.reduce<Tail | undefined>((best, tail) => {
    const own = tail.read.at(-1);
    if (own === undefined) return best;
    return best === undefined || own.timestampMs > (best.read.at(-1)?.timestampMs ?? 0) ? tail : best;
  }, undefined);
