import { type EntitySet, type EntityStore, entityBucketCap } from '@countersign/engine';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

/** An entity store under test, and how to end it. */
export interface EntityStoreUnderTest {
  readonly store: EntityStore;
  close(): Promise<void>;
}

const hour = 3_600_000;
let sets = 0;

const newSet = (): EntitySet => {
  sets += 1;
  return { id: `gift_card:set ${sets}:accounts`, bucketMs: hour, windowMs: 3 * hour };
};

/** What every adapter of the port EntityStore must do. Each test uses sets of its own, which must be empty. */
export function entityStoreContract(name: string, open: () => Promise<EntityStoreUnderTest>): void {
  describe(`${name} as an entity store`, () => {
    let tested: EntityStoreUnderTest;
    const start = Math.floor(Date.now() / hour) * hour;
    beforeAll(async () => {
      tested = await open();
    });
    afterAll(() => tested.close());

    const observe = (set: EntitySet, member: string, atMs: number): Promise<void> =>
      tested.store.observe([{ set, member, atMs }]);
    const membersAt = async (set: EntitySet, atMs: number): Promise<Record<string, number>> => {
      const [members] = await tested.store.read([set], atMs);
      return Object.fromEntries(members ?? []);
    };

    test('a set that nobody saw is empty, and nothing may be asked', async () => {
      expect(await membersAt(newSet(), start)).toEqual({});
      expect(await tested.store.read([], start)).toEqual([]);
      await tested.store.observe([]);
    });

    test('members come with the start of the newest bucket that holds them', async () => {
      const set = newSet();
      await observe(set, 'ana', start - 2 * hour + 5);
      await observe(set, 'ana', start + 7);
      await observe(set, 'ben', start - 1);
      expect(await membersAt(set, start + hour - 1)).toEqual({ ana: start, ben: start - hour });
    });

    test('order does not matter: an older observation does not make a member older', async () => {
      const set = newSet();
      await observe(set, 'ana', start);
      await observe(set, 'ana', start - hour);
      expect(await membersAt(set, start)).toEqual({ ana: start });
    });

    test('a read takes buckets whose start lies in [at − window, at]', async () => {
      const set = newSet();
      for (const back of [0, 1, 2, 3, 4]) await observe(set, `${back} h ago`, start - back * hour);
      expect(Object.keys(await membersAt(set, start)).sort()).toEqual(['0 h ago', '1 h ago', '2 h ago', '3 h ago']);
      expect(Object.keys(await membersAt(set, start + 1)).sort()).toEqual(['0 h ago', '1 h ago', '2 h ago']);
      expect(Object.keys(await membersAt(set, start - 1)).sort()).toEqual(['1 h ago', '2 h ago', '3 h ago']);
    });

    test('the same observation twice changes nothing (DEL-09)', async () => {
      const set = newSet();
      const seen = [
        { set, member: 'ana', atMs: start },
        { set, member: 'ben', atMs: start },
      ];
      await tested.store.observe(seen);
      await tested.store.observe([...seen, ...seen]);
      expect(await membersAt(set, start)).toEqual({ ana: start, ben: start });
    });

    test(`a bucket keeps the first ${entityBucketCap} members; the next bucket starts anew`, async () => {
      const set = newSet();
      const many = Array.from({ length: entityBucketCap + 20 }, (_, at) => ({
        set,
        member: `m${at}`,
        atMs: start - 1,
      }));
      await tested.store.observe(many.slice(0, 50));
      await tested.store.observe(many.slice(40));
      const members = await membersAt(set, start);
      expect(Object.keys(members)).toHaveLength(entityBucketCap);
      expect(members).toHaveProperty('m63');
      expect(members).not.toHaveProperty('m64');
      await observe(set, 'm64', start);
      expect(await membersAt(set, start)).toHaveProperty('m64', start);
    });

    test('many sets are read at once, in the order asked', async () => {
      const many = Array.from({ length: 200 }, newSet);
      await tested.store.observe(many.map((set, at) => ({ set, member: `member of ${at}`, atMs: start })));
      const found = await tested.store.read([...many].reverse(), start);
      expect(found.map((members) => [...members.keys()].join())).toEqual(
        many.map((_, at) => `member of ${at}`).reverse(),
      );
    });
  });
}
