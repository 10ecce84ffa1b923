import { type EntityMembers, type EntityStore, entityBucketCap } from '@countersign/engine';
import type { Network } from './network.ts';
import type { SimProcess } from './scheduler.ts';

type Buckets = Map<number, Set<string>>;

/** Capped, bucketed sets in memory, reached over the simulated network. */
export function simEntityStore(network: Network): (process: SimProcess) => EntityStore {
  const sets = new Map<string, Buckets>();
  const membersOf = (id: string, fromMs: number, toMs: number): EntityMembers => {
    const members = new Map<string, number>();
    const buckets = [...(sets.get(id) ?? [])].sort(([one], [other]) => one - other);
    for (const [startMs, bucket] of buckets) {
      if (startMs < fromMs || startMs > toMs) continue;
      for (const member of bucket) members.set(member, startMs);
    }
    return members;
  };
  return (process) => ({
    read: (wanted, atMs) =>
      network.call(process, () => wanted.map((set) => membersOf(set.id, atMs - set.windowMs, atMs))),
    observe: (observations) =>
      network.call(process, () => {
        for (const { set, member, atMs } of observations) {
          const startMs = Math.floor(atMs / set.bucketMs) * set.bucketMs;
          const buckets = sets.get(set.id) ?? new Map<number, Set<string>>();
          const bucket = buckets.get(startMs) ?? new Set<string>();
          if (bucket.size < entityBucketCap) bucket.add(member);
          sets.set(set.id, buckets.set(startMs, bucket));
        }
      }),
  });
}
