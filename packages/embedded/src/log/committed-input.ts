import type { Clock, CommittedInput, LogRecord } from '@countersign/engine';
import type { GroupCommits } from './group-commits.ts';
import { type Signal, createSignal } from './signal.ts';
import type { TopicLog } from './topic-log.ts';

const retryMs = 500;

interface Reading {
  readonly groupId: string;
  readonly topics: readonly string[];
  readonly maxRecords: number;
  readonly handle: (records: readonly LogRecord[]) => Promise<void>;
}

/**
 * Positions of the group live in the folder; committed after the handler is done.
 * @param broken rejects when the folder cannot be written any more: reading ends then
 */
export function embeddedCommittedInput(
  commits: GroupCommits,
  log: TopicLog,
  clock: Clock,
  broken: Promise<never>,
): CommittedInput {
  return {
    run(reading) {
      const stopped = createSignal();
      const { promise: failed, reject } = Promise.withResolvers<never>();
      failed.catch(() => {});
      const fail = (error: unknown): void => {
        stopped.raise();
        reject(error);
      };
      broken.catch(fail);
      const loop = readAll(reading, log, commits, clock, stopped).catch(fail);
      return Promise.resolve({
        failed,
        partitions: () =>
          stopped.isRaised() ? [] : everyPartition(log, reading.topics).map(([, partition]) => partition),
        async stop() {
          stopped.raise();
          await loop;
        },
      });
    },
  };
}

async function readAll(
  reading: Reading,
  log: TopicLog,
  commits: GroupCommits,
  clock: Clock,
  stopped: Signal,
): Promise<void> {
  let news = Promise.withResolvers<void>();
  const end = log.onAppend(() => {
    news.resolve();
    news = Promise.withResolvers<void>();
  });
  while (!stopped.isRaised()) {
    const next = news.promise;
    const hasFailed = await readRound(reading, log, commits, stopped);
    if (hasFailed === undefined) await Promise.race([next, stopped.raised]);
    else if (hasFailed) await stopped.wait(clock, retryMs);
  }
  end();
}

/** Undefined when nothing was waiting; true when a handler failed and its records come again. */
async function readRound(
  { groupId, topics, maxRecords, handle }: Reading,
  log: TopicLog,
  commits: GroupCommits,
  stopped: Signal,
): Promise<boolean | undefined> {
  let result: boolean | undefined;
  for (const [topic, partition] of everyPartition(log, topics)) {
    const from = commits.next(groupId, topic, partition);
    const records = log.read(topic, partition, from, maxRecords);
    const last = records.at(-1);
    if (last === undefined || stopped.isRaised()) continue;
    try {
      await handle(records);
      await commits.commit(groupId, topic, partition, last.offset + 1);
      result ??= false;
    } catch {
      result = true; // The handler reports its own failures; here the records just come again.
    }
  }
  return result;
}

function everyPartition(log: TopicLog, topics: readonly string[]): readonly (readonly [string, number])[] {
  return topics.flatMap((topic) =>
    Array.from({ length: log.partitionCount(topic) ?? 0 }, (_, partition) => [topic, partition] as const),
  );
}
