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

const retryMs = 200;

interface Reading {
  readonly log: TopicLog;
  readonly clock: Clock;
  readonly topics: readonly string[];
  readonly maxRecords: number;
  readonly handler: PartitionHandler;
  readonly stopped: Signal;
  /** Ends everything: the failure is not one that waiting mends. */
  readonly fail: (error: unknown) => void;
}

/** All partitions belong to this process; each is read by a loop of its own, one chunk at a time. */
export function embeddedPartitionedInput(log: TopicLog, clock: Clock): PartitionedInput {
  return {
    async run({ topics, maxRecords, handler }) {
      const count = samePartitionCount(log, topics);
      const stopped = createSignal();
      const { promise: failed, reject: fail } = Promise.withResolvers<never>();
      failed.catch(() => {});
      const reading = { log, clock, topics, maxRecords, handler, stopped, fail };
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

async function readPartition(partition: number, reading: Reading): Promise<void> {
  const { handler, stopped, clock, fail } = reading;
  while (!stopped.isRaised()) {
    try {
      await readFrom(await handler.assigned(partition), partition, reading);
    } catch (error) {
      if (!(error instanceof CountersignError) || !error.retryable) {
        stopped.raise();
        fail(error);
      } else await stopped.wait(clock, retryMs);
    }
  }
  await handler.revoked(partition).catch(() => {});
}

/** Until the handler asks to be assigned anew, or the input stops. */
async function readFrom(start: NextOffsets, partition: number, reading: Reading): Promise<void> {
  const { log, handler, stopped } = reading;
  const next: Record<string, number> = { ...start };
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
      `Topics read together need equal partition counts, but ${listed}.`,
    );
  }
  return first;
}
