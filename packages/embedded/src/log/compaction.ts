import type { LocalDatabase } from '../database.ts';
import type { StoredChunk } from './chunk-table.ts';
import { chunkTime, decodeChunk, encodeChunk } from './record-chunk.ts';
import type { TopicLog } from './topic-log.ts';

const chunksPerStep = 64;

/** A tombstone stays this long, so that whoever follows the topic sees it (Kafka's delete.retention.ms). */
const tombstonesStayMs = 24 * 3_600_000;

/**
 * Keeps the last record of each key, its offset unchanged; old tombstones go too. Records without a key stay.
 * The newest chunk is left as it is: it knows the offset of the next record.
 */
export async function compactPartition(
  log: TopicLog,
  database: LocalDatabase,
  topic: string,
  partition: number,
  nowMs: number,
  hasEnded: () => boolean,
): Promise<void> {
  const newest = new Map<string, number>();
  const end = log.bounds(topic, partition).high;
  for await (const chunk of steps(log, topic, partition, end, hasEnded)) {
    for (const { key, offset } of decodeChunk(chunk.bytes, topic, partition, chunk.baseOffset)) {
      if (key !== null) newest.set(nameOf(key), offset);
    }
  }
  let previous: StoredChunk | undefined;
  for await (const chunk of steps(log, topic, partition, end, hasEnded)) {
    if (previous !== undefined) await rewrite(log, database, topic, partition, previous, newest, nowMs);
    previous = chunk;
  }
}

/** Chunk by chunk, leaving room for other work between steps. */
async function* steps(
  log: TopicLog,
  topic: string,
  partition: number,
  end: number,
  hasEnded: () => boolean,
): AsyncGenerator<StoredChunk> {
  for (let from = 0; from < end && !hasEnded(); ) {
    const chunks = log.chunks.list(topic, partition, chunksPerStep, from);
    const last = chunks.at(-1);
    if (last === undefined) return;
    for (const chunk of chunks) if (chunk.baseOffset < end) yield chunk;
    from = last.baseOffset + 1;
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
  }
}

async function rewrite(
  log: TopicLog,
  database: LocalDatabase,
  topic: string,
  partition: number,
  { baseOffset, bytes }: StoredChunk,
  newest: ReadonlyMap<string, number>,
  nowMs: number,
): Promise<void> {
  const timestampMs = chunkTime(bytes);
  const isOld = timestampMs < nowMs - tombstonesStayMs;
  const records = decodeChunk(bytes, topic, partition, baseOffset);
  const kept = records.filter(({ key, value, offset }) => {
    if (key === null) return true;
    return (newest.get(nameOf(key)) ?? offset) === offset && !(value === null && isOld);
  });
  if (kept.length === records.length) return;
  await database.queue(() => {
    if (kept.length === 0) log.chunks.remove(topic, partition, baseOffset);
    else {
      const deltas = kept.map((record) => ({ ...record, delta: record.offset - baseOffset }));
      log.chunks.put(topic, partition, baseOffset, encodeChunk({ timestampMs, records: deltas }));
    }
  });
}

const nameOf = (key: Uint8Array): string => Buffer.from(key).toString('latin1');
