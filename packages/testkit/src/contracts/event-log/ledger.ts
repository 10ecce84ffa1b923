import type { LogRecord, NextOffsets, PartitionHandler } from '@countersign/engine';

/** A handler that keeps its own positions, as the scorer does, and writes down what it was asked to do. */
export interface Ledger extends PartitionHandler {
  readonly positions: Map<number, NextOffsets>;
  /** `topic/partition/offset` of every record taken in. */
  readonly taken: string[];
  /** Calls in their order: `assigned 0`, `chunk 0`, `revoked 0`. */
  readonly calls: string[];
  /** What the log did wrong: gaps, repetitions, chunks that overlap, chunks of a partition not assigned. */
  readonly faults: string[];
  /** Largest chunk. */
  readonly largest: () => number;
}

type Chunk = PartitionHandler['chunk'];

/** @param around runs in place of the ledger's own `chunk`, and may call it */
export function createLedger(around: (take: Chunk) => Chunk = (take) => take): Ledger {
  const positions = new Map<number, NextOffsets>();
  const [taken, calls, faults]: [string[], string[], string[]] = [[], [], []];
  const held = new Set<number>();
  const busy = new Set<number>();
  let largest = 0;

  const take: Chunk = async (partition, topic, records) => {
    const position = positions.get(partition) ?? {};
    checkOrder(records, position[topic] ?? 0, faults);
    for (const { offset } of records) taken.push(`${topic}/${partition}/${offset}`);
    positions.set(partition, { ...position, [topic]: (records.at(-1)?.offset ?? -1) + 1 });
    return 'next';
  };
  const handle = around(take);
  return {
    positions,
    taken,
    calls,
    faults,
    largest: () => largest,
    assigned: async (partition) => {
      calls.push(`assigned ${partition}`);
      held.add(partition);
      return positions.get(partition) ?? {};
    },
    chunk: async (partition, topic, records, lease) => {
      calls.push(`chunk ${partition}`);
      largest = Math.max(largest, records.length);
      if (!held.has(partition)) faults.push(`chunk of partition ${partition}, which was not assigned`);
      if (busy.has(partition)) faults.push(`two chunks of partition ${partition} at once`);
      if (records.length === 0) faults.push('an empty chunk');
      if (!lease.isCurrent()) faults.push('a chunk under a lease that is over');
      if (records.some((record) => record.topic !== topic || record.partition !== partition))
        faults.push('mixed chunk');
      busy.add(partition);
      try {
        return await handle(partition, topic, records, lease);
      } finally {
        busy.delete(partition);
      }
    },
    revoked: async (partition) => {
      calls.push(`revoked ${partition}`);
      if (busy.has(partition)) faults.push(`partition ${partition} revoked with a chunk under way`);
      held.delete(partition);
    },
  };
}

function checkOrder(records: readonly LogRecord[], from: number, faults: string[]): void {
  records.forEach(({ topic, partition, offset }, at) => {
    if (offset !== from + at) faults.push(`${topic}/${partition}/${offset} came where ${from + at} was due`);
  });
}
