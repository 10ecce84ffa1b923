import type { EntityMembers, EntityUse } from '@countersign/scoring';
import { type EntitySet, entityBucketCap } from '../ports/entity-store.ts';

/** Entity sets in memory, for one pass over events in order of time. */
export interface EntityMemory {
  view(uses: readonly EntityUse[], atMs: number): ReadonlyMap<string, EntityMembers>;
  observe(uses: readonly EntityUse[], atMs: number): void;
}

interface Kept {
  readonly set: EntitySet;
  readonly members: Map<string, number>;
  /** Of its newest observation. */
  lastMs: number;
}

const sweepEvery = 50_000;
const nothing: ReadonlyMap<string, EntityMembers> = new Map();
const noMembers: EntityMembers = new Map();

/** Times must not go back by more than a set's bucket. Sets that ran out of their window are forgotten now and then. */
export function createEntityMemory(): EntityMemory {
  const kept = new Map<string, Kept>();
  let observed = 0;
  return {
    view(uses, atMs) {
      if (uses.length === 0) return nothing;
      const view = new Map<string, EntityMembers>();
      for (const { name, set } of uses) view.set(name, within(kept.get(set.id), atMs));
      return view;
    },
    observe(uses, atMs) {
      for (const { set, member } of uses) if (member !== undefined) add(kept, set, member, atMs);
      observed += uses.length;
      if (observed < sweepEvery) return;
      observed = 0;
      for (const [id, { set: one, lastMs }] of kept) if (lastMs < atMs - one.windowMs - one.bucketMs) kept.delete(id);
    },
  };
}

function add(kept: Map<string, Kept>, set: EntitySet, member: string, atMs: number): void {
  const bucketMs = Math.floor(atMs / set.bucketMs) * set.bucketMs;
  let one = kept.get(set.id);
  if (one === undefined) {
    one = { set, members: new Map(), lastMs: atMs };
    kept.set(set.id, one);
  }
  one.lastMs = Math.max(one.lastMs, atMs);
  if (one.members.get(member) === bucketMs) return;
  let inBucket = 0;
  for (const at of one.members.values()) if (at === bucketMs) inBucket += 1;
  if (inBucket < entityBucketCap) one.members.set(member, bucketMs);
}

/** Buckets that touch the window, as the stores read them. */
function within(one: Kept | undefined, atMs: number): EntityMembers {
  if (one === undefined) return noMembers;
  const firstMs = atMs - one.set.windowMs;
  for (const [member, at] of one.members) if (at < firstMs) one.members.delete(member);
  return one.members;
}
