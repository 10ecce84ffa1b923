import { randomBytes } from 'node:crypto';
import type { Batch, PartitionStore } from '@countersign/engine';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const bytes = (text: string): Uint8Array => Buffer.from(text);
const text = (found: Uint8Array | undefined): string | undefined => (found ? Buffer.from(found).toString() : undefined);
const newApplyId = (): string => randomBytes(16).toString('base64url');

const batch = (over: Partial<Batch>): Batch => ({
  expected: {},
  next: { 'account.events': 9 },
  profiles: new Map(),
  outbox: bytes('decided'),
  applyId: newApplyId(),
  note: 'note',
  ...over,
});

/**
 * What every adapter of the port PartitionStore must do. Each test takes partitions of its own, which must be empty.
 * @param openStore a store that keeps what it was told until `close`
 */
export function partitionStoreContract(name: string, openStore: () => Promise<PartitionStore>): void {
  describe(`${name} as a partition store`, () => {
    let store: PartitionStore;
    let partition = 100;
    beforeAll(async () => {
      store = await openStore();
    });
    afterAll(() => store.close());

    const fresh = (): number => {
      partition += 1;
      return partition;
    };
    const stateOf = async (of: number) => (await store.takeOver(of, 'test')).result;
    const apply = async (of: number, over: Partial<Batch>) => (await store.apply(of, batch(over))).result;
    const profilesOf = async (of: number, ...accounts: string[]) => (await store.load(of, accounts)).profiles.map(text);

    test('a partition without history is empty, and taking it over leaves it so', async () => {
      const of = fresh();
      await (await store.takeOver(of, 'first')).durable();
      expect(await stateOf(of)).toEqual({ positions: {}, outbox: undefined, note: '' });
    });

    test('a takeover reads positions, outbox and note of the last batch', async () => {
      const of = fresh();
      const next = { 'account.events': 41, 'risk.labels': -1, 'risk.outcomes': 2 ** 40 };
      const outbox = Uint8Array.from({ length: 256 }, (_, byte) => byte);
      const receipt = await store.apply(of, batch({ next, outbox, note: 'twelve {partitions} ü' }));
      expect(receipt.result).toBe('applied');
      await receipt.durable();
      const state = await stateOf(of);
      expect(state).toMatchObject({ positions: next, note: 'twelve {partitions} ü' });
      expect([...(state.outbox ?? [])]).toEqual([...outbox]);
    });

    test('profiles come in the order they were asked for, any bytes unharmed', async () => {
      const of = fresh();
      const wild = randomBytes(2_000);
      await apply(of, {
        profiles: new Map([
          ['ana', bytes('a')],
          ['ben', wild],
          ['cleo', new Uint8Array()],
        ]),
      });
      const [ben, nobody, ana, cleo] = (await store.load(of, ['ben', 'nobody', 'ana', 'cleo'])).profiles;
      expect(nobody).toBeUndefined();
      expect(Buffer.compare(Buffer.from(ben ?? []), wild)).toBe(0);
      expect(text(ana)).toBe('a');
      expect(cleo).toHaveLength(0);
      expect((await store.load(of, [])).profiles).toEqual([]);
    });

    test('profiles come with the positions that they stand at', async () => {
      const of = fresh();
      const first = { 'account.events': 4 };
      await apply(of, { next: first, profiles: new Map([['ana', bytes('at 4')]]) });
      const second = { 'account.events': 7, 'risk.labels': 0 };
      await apply(of, { expected: first, next: second, note: 'seven', profiles: new Map([['ana', bytes('at 7')]]) });
      const loaded = await store.load(of, ['ana', 'nobody']);
      expect(loaded).toMatchObject({ positions: second, note: 'seven' });
      expect(loaded.profiles.map(text)).toEqual(['at 7', undefined]);
    });

    test('partitions do not see each other', async () => {
      const [one, other] = [fresh(), fresh()];
      await apply(one, { profiles: new Map([['ana', bytes('of one')]]) });
      expect(await profilesOf(other, 'ana')).toEqual([undefined]);
      expect((await stateOf(other)).positions).toEqual({});
    });

    test('null deletes a profile, and one without history', async () => {
      const of = fresh();
      const both = { ana: bytes('a'), ben: bytes('b') };
      await apply(of, { profiles: new Map(Object.entries(both)) });
      const profiles = new Map([
        ['ana', null],
        ['cleo', bytes('c')],
        ['nobody', null],
      ]);
      await apply(of, { expected: { 'account.events': 9 }, next: { 'account.events': 10 }, profiles });
      expect(await profilesOf(of, 'ana', 'ben', 'cleo', 'nobody')).toEqual([undefined, 'b', 'c', undefined]);
    });

    test.each([
      ['one that is behind', { a: 1, b: 2 }, { a: 1, b: 1 }],
      ['one that is ahead', { a: 1, b: 2 }, { a: 2, b: 2 }],
      ['one that is missing', { a: 1, b: 2 }, { a: 1 }],
      ['one too many', { a: 1, b: 2 }, { a: 1, b: 2, c: 0 }],
      ['another name', { a: 1, b: 2 }, { a: 1, c: 2 }],
      ['none', { a: 1, b: 2 }, {}],
      ['any, where none is stored', {}, { a: -1 }],
    ])(
      'a batch is refused for a stored position that is not the expected one, and writes nothing: %s',
      async (_, stored, expected) => {
        const of = fresh();
        const first = batch({
          next: stored,
          profiles: new Map([
            ['ana', bytes('before')],
            ['ben', bytes('b')],
          ]),
          note: 'before',
        });
        if (Object.keys(stored).length > 0) await store.apply(of, first);
        const before = [await stateOf(of), await profilesOf(of, 'ana', 'ben', 'cleo')];
        const profiles = new Map([
          ['ana', bytes('after')],
          ['ben', null],
          ['cleo', bytes('c')],
        ]);
        expect(await apply(of, { expected, next: { a: 50, b: 50 }, profiles, note: 'after' })).toBe('moved');
        expect([await stateOf(of), await profilesOf(of, 'ana', 'ben', 'cleo')]).toEqual(before);
      },
    );

    test('positions are a map: their order says nothing', async () => {
      const of = fresh();
      await apply(of, { next: { a: 1, b: 2, c: 3 } });
      expect(await apply(of, { expected: { c: 3, a: 1, b: 2 }, next: { c: 4, a: 1, b: 2 } })).toBe('applied');
      expect((await stateOf(of)).positions).toEqual({ a: 1, b: 2, c: 4 });
    });

    test('the same apply, repeated because its answer was lost, is applied and writes nothing (DEL-04)', async () => {
      const of = fresh();
      const sent = batch({ profiles: new Map([['ana', bytes('1')]]) });
      await store.apply(of, sent);
      await store.clearOutbox(of, sent.applyId);
      const again = await store.apply(of, { ...sent, profiles: new Map([['ana', bytes('2')]]) });
      expect(again.result).toBe('applied');
      await again.durable();
      expect(await profilesOf(of, 'ana')).toEqual(['1']);
      expect((await stateOf(of)).outbox).toBeUndefined();
    });

    test('a zombie that decided the same records is moved, although its next positions are the stored ones (DEL-04)', async () => {
      const of = fresh();
      await apply(of, { profiles: new Map([['ana', bytes('ours')]]), outbox: bytes('ours') });
      expect(await apply(of, { profiles: new Map([['ana', bytes('zombie')]]), outbox: bytes('zombie') })).toBe('moved');
      const atNext = { expected: { 'account.events': 9 }, next: { 'account.events': 9 } };
      expect(await profilesOf(of, 'ana')).toEqual(['ours']);
      expect(text((await stateOf(of)).outbox)).toBe('ours');
      expect(await apply(of, atNext)).toBe('applied');
    });

    test('of batches at the same positions at the same time exactly one is applied', async () => {
      const of = fresh();
      const tries = Array.from({ length: 8 }, (_, at) =>
        apply(of, { profiles: new Map([['ana', bytes(String(at))]]) }),
      );
      const results = await Promise.all(tries);
      expect(results.filter((result) => result === 'applied')).toHaveLength(1);
      expect(await profilesOf(of, 'ana')).toEqual([String(results.indexOf('applied'))]);
    });

    test('an outbox is cleared for its own applyId only; positions and note stay', async () => {
      const of = fresh();
      const sent = batch({});
      await store.apply(of, sent);
      await store.clearOutbox(of, newApplyId());
      expect(text((await stateOf(of)).outbox)).toBe('decided');
      await store.clearOutbox(of, sent.applyId);
      expect(await stateOf(of)).toEqual({ positions: sent.next, outbox: undefined, note: 'note' });
    });

    test('a batch of 500 profiles is written and read as a whole', async () => {
      const of = fresh();
      const profiles = new Map(Array.from({ length: 500 }, (_, at) => [`account-${at}`, randomBytes(300)] as const));
      await (await store.apply(of, batch({ profiles }))).durable();
      const found = await store.load(of, [...profiles.keys()]);
      expect(found.profiles.map((one) => Buffer.from(one ?? []).toString('hex'))).toEqual(
        [...profiles.values()].map((one) => one.toString('hex')),
      );
    });
  });
}
