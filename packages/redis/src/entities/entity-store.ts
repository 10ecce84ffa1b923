import {
  type EntityMembers,
  type EntityObservation,
  type EntitySet,
  type EntityStore,
  entityBucketCap,
} from '@countersign/engine';
import { scriptCommand } from '../connection/redis-command.ts';
import { callEach, type SlotCommand } from '../connection/call-each.ts';
import type { Servers } from '../connection/servers.ts';
import { evenTags, type HashTag, tagOf } from '../layout/hash-tags.ts';
import type { KeyNames } from '../layout/key-names.ts';
import { observeScript, readSetsScript } from './entity-scripts.ts';

/** Capped sets per bucket of time, spread over 64 hash tags; one script per tag in use, one pipeline per node. */
export function redisEntityStore(servers: Servers, keys: KeyNames): EntityStore {
  const tags = evenTags('e');
  return {
    async read(sets, atMs) {
      const buckets = byTag(
        tags,
        sets.flatMap((set, at) => bucketsOf(set, atMs, at)),
      );
      const replies = await callEach(
        servers,
        'read-entities',
        [...buckets].map(([tag, wanted]) => readCommand(keys, tag, wanted)),
      );
      const found: Map<string, number>[] = sets.map(() => new Map<string, number>());
      [...buckets.values()].forEach((wanted, at) => {
        gather(found, wanted, replies[at]);
      });
      return found satisfies EntityMembers[];
    },
    async observe(observations) {
      const groups = byTag(tags, observations);
      await callEach(
        servers,
        'observe-entities',
        [...groups].map(([tag, group]) => observeCommand(keys, tag, group)),
      );
    },
  };
}

/** One bucket that a read wants; `at` is the place of its set in the call. */
interface Bucket {
  readonly set: EntitySet;
  readonly startMs: number;
  readonly at: number;
}

function bucketsOf(set: EntitySet, atMs: number, at: number): Bucket[] {
  const buckets: Bucket[] = [];
  for (let startMs = startOf(atMs, set.bucketMs); startMs >= atMs - set.windowMs; startMs -= set.bucketMs) {
    buckets.push({ set, startMs, at });
  }
  return buckets;
}

function byTag<T extends { readonly set: EntitySet }>(
  tags: readonly HashTag[],
  items: readonly T[],
): Map<HashTag, T[]> {
  const groups = new Map<HashTag, T[]>();
  for (const item of items) {
    const tag = tagOf(tags, item.set.id);
    const group = groups.get(tag);
    if (group === undefined) groups.set(tag, [item]);
    else group.push(item);
  }
  return groups;
}

const readCommand = (keys: KeyNames, tag: HashTag, wanted: readonly Bucket[]): SlotCommand => {
  const names = wanted.map(({ set, startMs }) => keys.entityBucket(tag, set.id, startMs));
  return { slot: tag.slot, command: scriptCommand(readSetsScript, names, []) };
};

const observeCommand = (keys: KeyNames, tag: HashTag, group: readonly EntityObservation[]): SlotCommand => {
  const names = group.map(({ set, atMs }) => keys.entityBucket(tag, set.id, startOf(atMs, set.bucketMs)));
  const args = group.flatMap(({ set, member }) => [member, set.windowMs + set.bucketMs]);
  return { slot: tag.slot, command: scriptCommand(observeScript, names, [entityBucketCap, ...args]) };
};

/** Buckets come newest first, so the first sight of a member is its newest bucket. */
function gather(found: readonly Map<string, number>[], wanted: readonly Bucket[], reply: unknown): void {
  const flat = reply as readonly (number | Buffer[])[];
  for (let place = 0; place < flat.length; place += 2) {
    const bucket = wanted[Number(flat[place]) - 1];
    if (bucket !== undefined) addMembers(found[bucket.at], bucket.startMs, flat[place + 1] as readonly Buffer[]);
  }
}

function addMembers(of: Map<string, number> | undefined, startMs: number, members: readonly Buffer[]): void {
  for (const bytes of members) {
    const member = bytes.toString();
    if (of?.has(member) === false) of.set(member, startMs);
  }
}

const startOf = (atMs: number, bucketMs: number): number => Math.floor(atMs / bucketMs) * bucketMs;
