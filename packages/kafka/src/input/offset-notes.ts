import type { Consumer, TopicPartitionOffset } from 'kafkajs';
import type { HeldPartition } from './held-partition.ts';

const noteEveryMs = 5_000;

/** Notes positions as committed offsets every few seconds, only so that lag tools can see them; nothing reads them back (DEL-03). */
export const createOffsetNotes = (
  consumer: Consumer,
  held: () => Iterable<HeldPartition>,
): { readonly close: () => Promise<void> } => {
  const noted = new Map<string, number>();
  let underWay: Promise<void> | undefined;

  const note = async (): Promise<void> => {
    const fresh: TopicPartitionOffset[] = [];
    for (const { partition, finished } of held()) {
      for (const [topic, offset] of finished()) {
        if (noted.get(`${topic}/${partition}`) === offset) continue;
        noted.set(`${topic}/${partition}`, offset);
        fresh.push({ topic, partition, offset: String(offset) });
      }
    }
    if (fresh.length > 0) await consumer.commitOffsets(fresh).catch(() => {});
  };

  const timer = setInterval(() => {
    underWay ??= note().finally(() => (underWay = undefined));
  }, noteEveryMs);
  timer.unref();
  return {
    close: async () => {
      clearInterval(timer);
      await underWay;
      await Promise.race([note(), new Promise((resolve) => setTimeout(resolve, 2_000).unref())]);
    },
  };
};
