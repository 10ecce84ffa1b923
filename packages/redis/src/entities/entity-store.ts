import {
  type EntityMembers,
  type EntityObservation,
  type EntitySet,
  type EntityStore,
  entityBucketCap,
} from '@countersign/engine';
import { callEach, type SlotCommand } from '../connection/call-each.ts';
import { scriptCommand } from '../connection/redis-command.ts';
import type { Servers } from '../connection/servers.ts';
import { evenTags, type HashTag, tagOf } from '../layout/hash-tags.ts';
import type { KeyNames } from '../layout/key-names.ts';
import { observeScript, readSetsScript } from './entity-scripts.ts';

/** Capped sets with buckets of time, spread over 64 hash tags; one script per tag in use, one pipeline per node. */
export function redisEntityStore(servers: Servers, keys: KeyNames): EntityStore {
  const tags = evenTags('e');
  return {
    async read(sets, atMs) {
      const groups = byTag(
        tags,
        sets.map((set, at) => ({ set, at })),
      );
      const replies = await callEach(
        servers,
        'read-entities',
        [...groups].map(([tag, wanted]) => readCommand(keys, tag, wanted, atMs)),
      );
      const found: EntityMembers[] = sets.map(() => noMembers);
      [...groups.values()].forEach((wanted, at) => {
        gather(found, wanted, replies[at]);
      });
      return found;
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

const noMembers: EntityMembers = new Map();

/** A set that a read wants; `at` is its place in the call. */
interface Wanted {
  readonly set: EntitySet;
  readonly at: number;
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

const readCommand = (keys: KeyNames, tag: HashTag, wanted: readonly Wanted[], atMs: number): SlotCommand => {
  const names = wanted.map(({ set }) => keys.entitySet(tag, set.id));
  const bounds = wanted.flatMap(({ set }) => [atMs - set.windowMs, atMs]);
  return { slot: tag.slot, command: scriptCommand(readSetsScript, names, bounds) };
};

const observeCommand = (keys: KeyNames, tag: HashTag, group: readonly EntityObservation[]): SlotCommand => {
  const names = group.map(({ set }) => keys.entitySet(tag, set.id));
  const args = group.flatMap(({ set, member, atMs }) => [
    member,
    Math.floor(atMs / set.bucketMs) * set.bucketMs,
    set.windowMs + set.bucketMs,
  ]);
  return { slot: tag.slot, command: scriptCommand(observeScript, names, [entityBucketCap, ...args]) };
};

function gather(found: EntityMembers[], wanted: readonly Wanted[], reply: unknown): void {
  const flat = reply as readonly (number | Buffer[])[];
  for (let place = 0; place < flat.length; place += 2) {
    const at = wanted[Number(flat[place]) - 1]?.at;
    if (at !== undefined) found[at] = membersOf(flat[place + 1] as readonly Buffer[]);
  }
}

function membersOf(pairs: readonly Buffer[]): EntityMembers {
  const members = new Map<string, number>();
  for (let at = 0; at < pairs.length; at += 2) members.set(String(pairs[at]), Number(pairs[at + 1]));
  return members;
}
