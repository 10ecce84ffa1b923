import type { Clock } from '@countersign/engine';
import type { LocalDatabase } from '../database.ts';
import { compactPartition } from './compaction.ts';
import type { StoredChunk } from './chunk-table.ts';
import { chunkTime, lastOffset } from './record-chunk.ts';
import type { TopicLog } from './topic-log.ts';

/** What is kept of a topic. */
export interface RetentionRule {
  readonly topic: string;
  /** Older records go; −1 keeps for ever. */
  readonly retentionMs: number;
  /** Only the last record of each key stays. */
  readonly compacted: boolean;
}

export interface RetentionOptions {
  /** Ages are measured on it. Not the log's own clock where that is virtual: a leap of it would empty the log. */
  readonly clock: Clock;
  readonly rules: readonly RetentionRule[];
  /** First offset that somebody has yet to read: nothing from there on is removed, however old (DEL-18: never skip). */
  readonly neededFrom: (topic: string, partition: number) => number;
}

const pauseMs = 10 * 60_000;
const chunksPerStep = 64;

/** Prunes and compacts in the background, a few chunks at a time; the returned function ends that. */
export function startRetention(log: TopicLog, database: LocalDatabase, options: RetentionOptions): () => void {
  let hasEnded = false;
  let cancel = (): void => {};
  const turn = async (): Promise<void> => {
    // A failure to write shows in `database.failed`; the next turn does what this one left.
    await retainOnce(log, database, options, () => hasEnded).catch(() => {});
    if (!hasEnded) cancel = options.clock.after(pauseMs, () => void turn());
  };
  cancel = options.clock.after(pauseMs, () => void turn());
  return () => {
    hasEnded = true;
    cancel();
  };
}

/** One turn over all topics. */
export async function retainOnce(
  log: TopicLog,
  database: LocalDatabase,
  options: RetentionOptions,
  hasEnded: () => boolean = () => false,
): Promise<void> {
  for (const rule of options.rules) {
    const partitions = log.partitionCount(rule.topic) ?? 0;
    for (let partition = 0; partition < partitions && !hasEnded(); partition += 1) {
      if (rule.retentionMs >= 0) await prune(log, database, rule, partition, options, hasEnded);
      if (rule.compacted) await compactPartition(log, database, rule.topic, partition, options.clock.now(), hasEnded);
    }
  }
}

async function prune(
  log: TopicLog,
  database: LocalDatabase,
  { topic, retentionMs }: RetentionRule,
  partition: number,
  { clock, neededFrom }: RetentionOptions,
  hasEnded: () => boolean,
): Promise<void> {
  const oldestKeptMs = clock.now() - retentionMs;
  while (!hasEnded()) {
    const chunks = log.chunks.list(topic, partition, chunksPerStep + 1);
    const needed = neededFrom(topic, partition);
    // The newest chunk always stays: it knows the offset of the next record.
    const old = whileTrue(chunks.slice(0, -1), ({ bytes, baseOffset }) => {
      return chunkTime(bytes) < oldestKeptMs && lastOffset(bytes, baseOffset) < needed;
    });
    if (old.length === 0) return;
    await database.queue(() => {
      for (const { baseOffset } of old) log.chunks.remove(topic, partition, baseOffset);
    });
  }
}

function whileTrue(chunks: readonly StoredChunk[], test: (chunk: StoredChunk) => boolean): readonly StoredChunk[] {
  const end = chunks.findIndex((chunk) => !test(chunk));
  return end < 0 ? chunks : chunks.slice(0, end);
}
