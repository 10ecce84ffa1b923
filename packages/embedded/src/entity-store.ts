import { type EntityMembers, type EntityObservation, type EntityStore, entityBucketCap } from '@countersign/engine';
import type { LocalDatabase } from './database.ts';

const separator = '\n';

/** Capped sets in buckets of time; forgotten buckets are removed when a newer one of the set is written. */
export function embeddedEntityStore(database: LocalDatabase): EntityStore {
  const buckets = database.table('entity-buckets');

  const membersOf = (id: string, fromMs: number, toMs: number): EntityMembers => {
    const members = new Map<string, number>();
    for (const { key, value } of buckets.getRange({ start: [id, fromMs], end: [id, toMs + 1] })) {
      const [, startMs] = key as [string, number];
      for (const member of value.toString().split(separator)) members.set(member, startMs);
    }
    return members;
  };
  const add = ({ set, member, atMs }: EntityObservation): void => {
    const startMs = bucketStart(atMs, set.bucketMs);
    const known = buckets.getBinary([set.id, startMs])?.toString();
    const members = known === undefined ? [] : known.split(separator);
    if (members.includes(member) || members.length >= entityBucketCap) return;
    void buckets.put([set.id, startMs], Buffer.from([...members, member].join(separator)));
    if (known !== undefined) return;
    const forgotten = { start: [set.id, 0], end: [set.id, startMs - set.windowMs - set.bucketMs + 1] };
    for (const key of buckets.getKeys(forgotten)) void buckets.remove(key);
  };
  const isKnown = ({ set, member, atMs }: EntityObservation): boolean => {
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
      if (news.length > 0) await database.write(() => news.forEach(add));
    },
  };
}

const bucketStart = (atMs: number, bucketMs: number): number => Math.floor(atMs / bucketMs) * bucketMs;
