import type {
  Clock,
  LogRecord,
  NextOffsets,
  PartitionedInput,
  PartitionHandler,
  RunningInput,
} from '@countersign/engine';
import { CountersignError } from '@countersign/events';
import type { TopicLog } from './topic-log.ts';
import { type Signal, createSignal } from './signal.ts';

const firstPauseMs = 10;
const longestPauseMs = 1_000;

interface Reading {
  readonly log: TopicLog;
  readonly clock: Clock;
  readonly topics: readonly string[];
  readonly maxRecords: number;
  readonly handler: PartitionHandler;
  readonly stopped: Signal;
  /** Ends everything: the failure is not one that waiting mends. */
  readonly fail: (error: unknown) => void;
  readonly onRetry: (error: unknown, partition: number) => void;
}

/**
 * All partitions belong to this process; each is read by a loop of its own, one chunk at a time.
 * @param broken rejects when the folder cannot be written any more: reading ends then
 */
export function embeddedPartitionedInput(
  log: TopicLog,
  clock: Clock,
  broken: Promise<never>,
  onRetry: (error: unknown, partition: number) => void,
): PartitionedInput {
  return {
    async run({ topics, maxRecords, handler }) {
      const count = samePartitionCount(log, topics);
      const stopped = createSignal();
      const { promise: failed, reject } = Promise.withResolvers<never>();
      failed.catch(() => {});
      const fail = (error: unknown): void => {
        stopped.raise();
        reject(error);
      };
      broken.catch(fail);
      const reading = { log, clock, topics, maxRecords, handler, stopped, fail, onRetry };
      const numbers = Array.from({ length: count }, (_, partition) => partition);
      const loops = numbers.map((partition) => readPartition(partition, reading));
      const running: RunningInput = {
        failed,
        partitions: () => (stopped.isRaised() ? [] : numbers),
        async stop() {
          stopped.raise();
          await Promise.all(loops);
        },
      };
      return running;
    },
  };
}

/** Until the input stops; a handler that throws is asked for its position again, after a pause that grows while nothing succeeds. */
async function readPartition(partition: number, reading: Reading): Promise<void> {
  const { handler, stopped, clock, fail, onRetry } = reading;
  let pauseMs = 0;
  while (!stopped.isRaised()) {
    try {
      const start = checkedOffsets(await handler.assigned(partition), partition, reading);
      await readFrom(start, partition, reading, () => {
        pauseMs = 0;
      });
    } catch (error) {
      if (error instanceof CountersignError && !error.retryable) fail(error);
      else onRetry(error, partition);
    }
    if (stopped.isRaised()) break;
    if (pauseMs > 0) await stopped.wait(clock, pauseMs);
    pauseMs = Math.min(Math.max(pauseMs * 2, firstPauseMs), longestPauseMs);
  }
  await handler.revoked(partition).catch(() => {});
}

/** The stored offset of each topic, or the first one kept where none is stored (DEL-15). */
function checkedOffsets(stored: NextOffsets, partition: number, { log, topics }: Reading): Record<string, number> {
  const next: Record<string, number> = {};
  for (const topic of topics) {
    const { low, high } = log.bounds(topic, partition);
    const offset = stored[topic] ?? low;
    if (offset < low || offset > high) {
      throw new CountersignError(
        'position_out_of_range',
        `The state goes on at offset ${offset} of ${topic}/${partition}, which holds ${low} to ${high}: log and state of this folder do not belong together; restore both from one backup.`,
      );
    }
    next[topic] = offset;
  }
  return next;
}

/** Until the handler asks to be assigned anew, or the input stops. */
async function readFrom(
  next: Record<string, number>,
  partition: number,
  reading: Reading,
  onProgress: () => void,
): Promise<void> {
  const { log, handler, stopped } = reading;
  const lease = { isCurrent: () => !stopped.isRaised() };
  const news = createNews(log);
  try {
    for (let turn = 0; !stopped.isRaised(); turn += 1) {
      const seen = news.mark();
      const chunk = nextChunk(next, partition, turn, reading);
      if (chunk === undefined) {
        await Promise.race([news.after(seen), stopped.raised]);
        continue;
      }
      const [topic, records] = chunk;
      if ((await handler.chunk(partition, topic, records, lease)) === 'again') return;
      next[topic] = (records.at(-1)?.offset ?? 0) + 1;
      onProgress();
    }
  } finally {
    news.end();
  }
}

/** The topics take turns, so that none starves. */
function nextChunk(
  next: NextOffsets,
  partition: number,
  turn: number,
  { log, topics, maxRecords }: Reading,
): readonly [string, readonly LogRecord[]] | undefined {
  for (let at = 0; at < topics.length; at += 1) {
    const topic = topics[(turn + at) % topics.length] ?? '';
    const records = log.read(topic, partition, next[topic] ?? 0, maxRecords);
    if (records.length > 0) return [topic, records];
  }
  return undefined;
}

/** Appends since a mark, without missing one that comes between looking and waiting. */
function createNews(log: TopicLog): { mark(): number; after(mark: number): Promise<void>; end(): void } {
  let count = 0;
  let waiting: (() => void) | undefined;
  const end = log.onAppend(() => {
    count += 1;
    waiting?.();
  });
  return {
    mark: () => count,
    end,
    after: (mark) =>
      new Promise((resolve) => {
        if (count !== mark) resolve();
        else waiting = resolve;
      }),
  };
}

function samePartitionCount(log: TopicLog, topics: readonly string[]): number {
  const counts = topics.map((topic) => log.partitionCount(topic));
  const [first] = counts;
  if (first === undefined || counts.some((count) => count !== first)) {
    const listed = topics.map((topic, at) => `${topic} has ${counts[at] ?? 'none'}`).join(', ');
    throw new CountersignError(
      'unequal_partitions',
      `Topics read together need the same number of partitions, but ${listed}: create them anew with one number.`,
    );
  }
  return first;
}
