import {
  type EntityMembers,
  type EntityObservation,
  type EntityStore,
  createGenerations,
  entityBucketCap,
} from '@countersign/engine';
import type { LocalDatabase } from './database.ts';
import { createNameFilter } from './name-filter.ts';

const separator = '\n';

type BucketKey = [id: string, startMs: number];

/** Sets that were read of late, in each of two generations; most of a few hundred bytes, many empty. */
const setsKept = 16_384;

/** All of a set from `fromMs` on, as it stands on the disk. */
interface ReadSet {
  readonly fromMs: number;
  readonly oldestMs: number;
  readonly newestMs: number;
  readonly members: EntityMembers;
}

/**
 * Capped sets in buckets of time; forgotten buckets are removed when a newer one of the set is written. This process is the
 * only writer, so it can know which sets do not exist (most that are asked for), and what it read stays true until it writes.
 */
export function embeddedEntityStore(database: LocalDatabase): EntityStore {
  const buckets = database.table('entity-buckets');
  const everWritten = createNameFilter();
  for (const [id] of buckets.getKeys({}) as Iterable<BucketKey>) everWritten.add(id);
  const recent = createGenerations<ReadSet>(setsKept);

  /** From memory where all that was read then lies in the window now. */
  const membersOf = (id: string, fromMs: number, toMs: number): EntityMembers => {
    if (!everWritten.mayHold(id)) return noMembers;
    const known = recent.get(id);
    if (known !== undefined && known.fromMs <= fromMs && fitsWindow(known, fromMs, toMs)) return known.members;
    const all = readFrom(id, fromMs);
    recent.set(id, all);
    if (fitsWindow(all, fromMs, toMs)) return all.members;
    return readFrom(id, fromMs, toMs).members;
  };
  const readFrom = (id: string, fromMs: number, toMs = Number.MAX_SAFE_INTEGER): ReadSet => {
    const members = new Map<string, number>();
    let [oldestMs, newestMs] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (const { key, value } of buckets.getRange({ start: [id, fromMs], end: [id, toMs + 1] })) {
      const [, startMs] = key as BucketKey;
      oldestMs = Math.min(oldestMs, startMs);
      newestMs = startMs;
      for (const member of value.toString().split(separator)) members.set(member, startMs);
    }
    return { fromMs, oldestMs, newestMs, members: members.size === 0 ? noMembers : members };
  };
  const add = ({ set, member, atMs }: EntityObservation): void => {
    const startMs = bucketStart(atMs, set.bucketMs);
    const isNew = !everWritten.mayHold(set.id);
    everWritten.add(set.id);
    const known = isNew ? undefined : buckets.getBinary([set.id, startMs])?.toString();
    const members = known === undefined ? [] : known.split(separator);
    if (members.includes(member) || members.length >= entityBucketCap) return;
    void buckets.put([set.id, startMs], Buffer.from([...members, member].join(separator)));
    if (isNew || known !== undefined) return;
    const forgotten = { start: [set.id, 0], end: [set.id, startMs - set.windowMs - set.bucketMs + 1] };
    for (const key of buckets.getKeys(forgotten)) void buckets.remove(key);
  };
  const isKnown = ({ set, member, atMs }: EntityObservation): boolean => {
    if (!everWritten.mayHold(set.id)) return false;
    const known =
      buckets
        .getBinary([set.id, bucketStart(atMs, set.bucketMs)])
        ?.toString()
        .split(separator) ?? [];
    return known.includes(member) || known.length >= entityBucketCap;
  };
  return {
    read: (sets, atMs) => Promise.resolve(sets.map(({ id, windowMs }) => membersOf(id, atMs - windowMs, atMs))),
    async observe(observations) {
      const news = observations.filter((observation) => !isKnown(observation));
      if (news.length === 0) return;
      await database.write(() => news.forEach(add));
      for (const { set } of news) recent.delete(set.id);
    },
  };
}

const noMembers: EntityMembers = new Map();

const fitsWindow = ({ oldestMs, newestMs }: ReadSet, fromMs: number, toMs: number): boolean =>
  oldestMs >= fromMs && newestMs <= toMs;

const bucketStart = (atMs: number, bucketMs: number): number => Math.floor(atMs / bucketMs) * bucketMs;
