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

/**
 * Capped sets with buckets of time, spread over 64 hash tags. A script's keys must lie in one slot where there are many masters:
 * then one script per tag in use, one pipeline per node. On a single server one script does for a thousand sets of any tags.
 */
export function redisEntityStore(servers: Servers, keys: KeyNames): EntityStore {
  const tags = evenTags('e');
  const grouped = <T extends { readonly set: EntitySet }>(items: readonly T[]): readonly Group<T>[] => {
    const placed = items.map((item) => ({ item, tag: tagOf(tags, item.set.id) }));
    return servers.kind === 'single' ? inPieces(placed) : byTag(placed);
  };
  const nameOf = ({ item, tag }: Placed<{ readonly set: EntitySet }>): string => keys.entitySet(tag, item.set.id);
  return {
    async read(sets, atMs) {
      const wanted = sets.map((set, at) => ({ set, at })).sort((a, b) => a.set.windowMs - b.set.windowMs);
      const groups = grouped(wanted);
      const replies = await callEach(
        servers,
        'read-entities',
        groups.map((group) => readCommand(group, nameOf, atMs)),
      );
      const found: EntityMembers[] = sets.map(() => noMembers);
      groups.forEach(({ items }, at) => {
        gather(found, items, replies[at]);
      });
      return found;
    },
    async observe(observations) {
      await callEach(
        servers,
        'observe-entities',
        grouped(observations).map((group) => observeCommand(group, nameOf)),
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

interface Placed<T> {
  readonly item: T;
  readonly tag: HashTag;
}

/** What one script does. */
interface Group<T> {
  readonly slot: number;
  readonly items: readonly Placed<T>[];
}

/** Most sets of one script, so that no other client waits for long. */
const mostAtOnce = 1_000;

function inPieces<T>(placed: readonly Placed<T>[]): readonly Group<T>[] {
  const groups: Group<T>[] = [];
  for (let first = 0; first < placed.length; first += mostAtOnce) {
    groups.push({ slot: 0, items: placed.slice(first, first + mostAtOnce) });
  }
  return groups;
}

function byTag<T>(placed: readonly Placed<T>[]): readonly Group<T>[] {
  const groups = new Map<HashTag, Placed<T>[]>();
  for (const one of placed) {
    const group = groups.get(one.tag);
    if (group === undefined) groups.set(one.tag, [one]);
    else group.push(one);
  }
  return [...groups].map(([{ slot }, items]) => ({ slot, items }));
}

type NameOf = (placed: Placed<{ readonly set: EntitySet }>) => string;

const readCommand = ({ slot, items }: Group<Wanted>, nameOf: NameOf, atMs: number): SlotCommand => ({
  slot,
  command: scriptCommand(readSetsScript, items.map(nameOf), [atMs, ...windowsOf(items)]),
});

/** For sets in the order of their windows: how many have the same, and which. */
function windowsOf(items: Group<Wanted>['items']): readonly number[] {
  const counts = new Map<number, number>();
  for (const { item } of items) counts.set(item.set.windowMs, (counts.get(item.set.windowMs) ?? 0) + 1);
  return [...counts].flatMap(([windowMs, count]) => [count, windowMs]);
}

const observeCommand = ({ slot, items }: Group<EntityObservation>, nameOf: NameOf): SlotCommand => {
  const args = items.flatMap(({ item: { set, member, atMs } }) => [
    member,
    Math.floor(atMs / set.bucketMs) * set.bucketMs,
    set.windowMs + set.bucketMs,
  ]);
  return { slot, command: scriptCommand(observeScript, items.map(nameOf), [entityBucketCap, ...args]) };
};

function gather(found: EntityMembers[], wanted: readonly Placed<Wanted>[], reply: unknown): void {
  const flat = reply as readonly (number | Buffer[])[];
  for (let place = 0; place < flat.length; place += 2) {
    const at = wanted[Number(flat[place]) - 1]?.item.at;
    if (at !== undefined) found[at] = membersOf(flat[place + 1] as readonly Buffer[]);
  }
}

function membersOf(pairs: readonly Buffer[]): EntityMembers {
  const members = new Map<string, number>();
  for (let at = 0; at < pairs.length; at += 2) members.set(String(pairs[at]), Number(pairs[at + 1]));
  return members;
}
