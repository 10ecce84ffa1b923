import type { LogReader, LogRecord } from '@countersign/engine';

/** Where a tail stands: next offset by partition. Printed at the end, so that another tail can go on from there. */
export type TailPosition = Readonly<Record<number, number>>;

export interface TailOptions {
  readonly topic: string;
  /** Start: a stored position, or the first record at or after a time; left out: the end. */
  readonly resume?: TailPosition;
  readonly sinceMs?: number;
  /** Wait for more at the end. */
  readonly follow: boolean;
  readonly signal: AbortSignal;
  readonly pollMs: number;
}

const recordsPerRead = 500;

/**
 * Reads one topic in order of log time across its partitions, without joining any group.
 * Within one round records of several partitions are merged by time; order within a partition always holds.
 */
export async function* tailRecords(
  reader: LogReader,
  options: TailOptions,
): AsyncGenerator<{ readonly record: LogRecord; readonly position: TailPosition }> {
  const next = await startOf(reader, options);
  while (!options.signal.aborted) {
    const round = await readRound(reader, options.topic, next);
    for (const record of round) {
      next[record.partition] = record.offset + 1;
      yield { record, position: { ...next } };
    }
    if (round.length > 0) continue;
    if (!options.follow) return;
    await pause(options.pollMs, options.signal);
  }
}

async function readRound(
  reader: LogReader,
  topic: string,
  next: Record<number, number>,
): Promise<readonly LogRecord[]> {
  const partitions = Object.entries(next);
  const found = await Promise.all(
    partitions.map(([partition, from]) => reader.read(topic, Number(partition), from, recordsPerRead)),
  );
  // A partition that filled its share may hold older records than the others' last ones: stop the round before those.
  const fullUpTo = found
    .filter((records) => records.length === recordsPerRead)
    .map((records) => records.at(-1)?.timestampMs ?? 0);
  const untilMs = Math.min(Number.POSITIVE_INFINITY, ...fullUpTo);
  return found
    .flat()
    .filter(({ timestampMs }) => timestampMs <= untilMs)
    .sort(
      (one, other) =>
        one.timestampMs - other.timestampMs || one.partition - other.partition || one.offset - other.offset,
    );
}

async function startOf(reader: LogReader, options: TailOptions): Promise<Record<number, number>> {
  const { topic, sinceMs, resume } = options;
  const count = (await reader.partitionCount(topic)) ?? 0;
  const next: Record<number, number> = {};
  for (let partition = 0; partition < count; partition += 1) {
    const { low, high } = await reader.bounds(topic, partition);
    const resumed = resume?.[partition];
    if (resumed !== undefined) next[partition] = Math.max(low, Math.min(resumed, high));
    else if (sinceMs !== undefined) next[partition] = await reader.offsetAt(topic, partition, sinceMs);
    else next[partition] = high;
  }
  return next;
}

function pause(delayMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, delayMs);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
