import type { LogReader, Positions, ScorerObserver } from '@countersign/engine';

/** Knows where every held partition stands, and tells how far its inputs are ahead (OVL-05). */
export interface LagWatch extends Pick<ScorerObserver, 'standsAt' | 'released'> {
  /** Looks at the ends of the log once and tells `record` of every held partition. */
  refresh(): Promise<void>;
}

/** @param record told the number of records of an input that are not applied yet; 0 when a partition is let go */
export function createLagWatch(
  reader: LogReader,
  record: (topic: string, partition: number, lag: number) => void,
): LagWatch {
  const held = new Map<number, Positions>();
  const lagOf = async (topic: string, partition: number, applied: number): Promise<void> => {
    const { high } = await reader.bounds(topic, partition);
    if (held.has(partition)) record(topic, partition, Math.max(0, high - applied - 1));
  };
  return {
    standsAt: (partition, positions) => void held.set(partition, positions),
    released(partition) {
      for (const topic of Object.keys(held.get(partition) ?? {})) record(topic, partition, 0);
      held.delete(partition);
    },
    async refresh() {
      for (const [partition, positions] of held) {
        const topics = Object.entries(positions);
        // Kafka may be away for a while: the gauge stays as it is.
        await Promise.all(topics.map(([topic, applied]) => lagOf(topic, partition, applied))).catch(() => {});
      }
    },
  };
}
