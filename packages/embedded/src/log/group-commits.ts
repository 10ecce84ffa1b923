import type { LocalDatabase } from '../database.ts';

/** Positions of groups whose positions the log keeps. */
export interface GroupCommits {
  /** Offset to read next; 0 for a new group. */
  next(groupId: string, topic: string, partition: number): number;
  /** Resolves when it is on the disk. */
  commit(groupId: string, topic: string, partition: number, next: number): Promise<void>;
  /** The lowest of all groups that read the partition; infinite when none does. */
  lowest(topic: string, partition: number): number;
}

export function groupCommits(database: LocalDatabase): GroupCommits {
  const table = database.table('commits');
  return {
    next: (groupId, topic, partition) => Number(table.getBinary([groupId, topic, partition])?.toString() ?? 0),
    commit: (groupId, topic, partition, next) =>
      database.queue(() => void table.put([groupId, topic, partition], Buffer.from(String(next)))),
    lowest(topic, partition) {
      let lowest = Number.POSITIVE_INFINITY;
      for (const { key, value } of table.getRange({})) {
        const [, of, number] = key as [string, string, number];
        if (of === topic && number === partition) lowest = Math.min(lowest, Number(value.toString()));
      }
      return lowest;
    },
  };
}
