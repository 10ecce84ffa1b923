import type { ChallengeStore, PendingRecord, Transition } from '@countersign/engine';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

/** A challenge store under test that holds nothing yet, and how to end it. */
export interface ChallengeStoreUnderTest {
  readonly store: ChallengeStore;
  close(): Promise<void>;
}

const bytes = (text: string): Uint8Array => Buffer.from(text);
const record = (id: string, text = id): PendingRecord => ({ id, bytes: bytes(text) });
const ids = (records: readonly PendingRecord[]): string[] => records.map(({ id }) => id);

/** What every adapter of the port ChallengeStore must do. `open` gives an empty store for each test. */
export function challengeStoreContract(name: string, open: () => Promise<ChallengeStoreUnderTest>): void {
  describe(`${name} as a challenge store`, () => {
    let tested: ChallengeStoreUnderTest;
    let store: ChallengeStore;
    const now = Date.now();
    beforeEach(async () => {
      tested = await open();
      store = tested.store;
    });
    afterEach(() => tested.close());

    const claim = (challengeId: string, over: Partial<Transition> = {}): Transition => ({
      challengeId,
      expectedVersion: 0,
      state: bytes('claimed'),
      outbox: [],
      dueAtMs: null,
      keepUntilMs: now + 3_600_000,
      ...over,
    });
    const change = async (challengeId: string, over: Partial<Transition> = {}) =>
      (await store.transition(claim(challengeId, over))).result;
    const stateOf = async (challengeId: string) => {
      const found = await store.load(challengeId);
      return found && { state: Buffer.from(found.state).toString(), version: found.version };
    };
    const pendingIds = async (atMs: number, leaseMs = 1_000, limit = 100) =>
      ids((await store.pending(atMs, leaseMs, limit)).result);
    const dueIds = async (atMs: number, leaseMs = 1_000, limit = 100) =>
      (await store.takeDue(atMs, leaseMs, limit)).map(({ challengeId }) => challengeId);

    describe('transitions', () => {
      test('an unknown challenge is undefined; a claim makes version 1, every transition one more', async () => {
        expect(await stateOf('c1')).toBeUndefined();
        expect(await change('c1')).toBe('stored');
        expect(await stateOf('c1')).toEqual({ state: 'claimed', version: 1 });
        expect(await change('c1', { expectedVersion: 1, state: bytes('sent') })).toBe('stored');
        expect(await stateOf('c1')).toEqual({ state: 'sent', version: 2 });
      });

      test('state is any bytes', async () => {
        const state = Uint8Array.from({ length: 256 }, (_, byte) => byte);
        await change('c1', { state });
        expect([...((await store.load('c1'))?.state ?? [])]).toEqual([...state]);
      });

      test.each([
        ['a second claim', 0],
        ['a version that is behind', 1],
        ['a version that is ahead', 3],
      ])('%s is a conflict and writes nothing: no state, no due time, no record', async (_, expectedVersion) => {
        await change('c1', { dueAtMs: now + 50 });
        await change('c1', { expectedVersion: 1, state: bytes('sent'), dueAtMs: now + 70, outbox: [record('r1')] });
        const late = { expectedVersion, state: bytes('late'), dueAtMs: now, outbox: [record('r2')] };
        const receipt = await store.transition(claim('c1', late));
        expect(receipt.result).toBe('conflict');
        await receipt.durable();
        expect(await stateOf('c1')).toEqual({ state: 'sent', version: 2 });
        expect(await store.takeDue(now + 60, 10, 10)).toEqual([]);
        expect(await store.takeDue(now + 100, 10, 10)).toEqual([{ challengeId: 'c1', atMs: now + 70 }]);
        expect(await pendingIds(now)).toEqual(['r1']);
      });

      test('a version above 0 of a challenge that is unknown is a conflict', async () => {
        expect(await change('c1', { expectedVersion: 1 })).toBe('conflict');
        expect(await stateOf('c1')).toBeUndefined();
      });

      test('of transitions from the same version at the same time exactly one wins, with its record', async () => {
        await change('c1');
        const tries = Array.from({ length: 10 }, (_, at) =>
          change('c1', { expectedVersion: 1, state: bytes(`by ${at}`), outbox: [record(`r${at}`)] }),
        );
        const results = await Promise.all(tries);
        const winner = results.indexOf('stored');
        expect(results.filter((result) => result === 'stored')).toHaveLength(1);
        expect(await stateOf('c1')).toEqual({ state: `by ${winner}`, version: 2 });
        expect(await pendingIds(now)).toEqual([`r${winner}`]);
      });

      test('a receipt becomes durable', async () => {
        const receipt = await store.transition(claim('c1', { outbox: [record('r1')] }));
        await expect(receipt.durable()).resolves.toBeUndefined();
      });
    });

    describe('due times', () => {
      test('a challenge is due from its time on, with that time, and not without one', async () => {
        await change('later', { dueAtMs: now + 10 });
        await change('never');
        expect(await store.takeDue(now + 9, 1_000, 10)).toEqual([]);
        expect(await store.takeDue(now + 10, 1_000, 10)).toEqual([{ challengeId: 'later', atMs: now + 10 }]);
      });

      test('what was taken is hidden until its lease ends, and still tells its own time then', async () => {
        await change('c1', { dueAtMs: now });
        await store.takeDue(now, 1_000, 10);
        expect(await store.takeDue(now + 999, 1_000, 10)).toEqual([]);
        expect(await store.takeDue(now + 1_000, 1_000, 10)).toEqual([{ challengeId: 'c1', atMs: now }]);
        expect(await store.takeDue(now + 1_001, 1_000, 10)).toEqual([]);
      });

      test('a transition sets the due time anew and ends the lease, or takes it away', async () => {
        await change('c1', { dueAtMs: now });
        await store.takeDue(now, 60_000, 10);
        await change('c1', { expectedVersion: 1, dueAtMs: now + 5 });
        expect(await store.takeDue(now + 5, 60_000, 10)).toEqual([{ challengeId: 'c1', atMs: now + 5 }]);
        await change('c1', { expectedVersion: 2, dueAtMs: null });
        expect(await store.takeDue(now + 120_000, 1_000, 10)).toEqual([]);
      });

      test('the earliest come first, no more than asked for; the rest stays free', async () => {
        const made = Array.from({ length: 30 }, (_, at) => `c${(at * 7) % 30}`);
        for (const id of made) await change(id, { dueAtMs: now + Number(id.slice(1)) });
        expect(await dueIds(now + 1_000, 60_000, 12)).toEqual(Array.from({ length: 12 }, (_, at) => `c${at}`));
        expect(await dueIds(now + 1_000, 60_000)).toEqual(Array.from({ length: 18 }, (_, at) => `c${at + 12}`));
        expect(await dueIds(now + 1_000, 60_000)).toEqual([]);
      });

      test('a challenge that was forgotten is not due for ever', async () => {
        await change('c1', { dueAtMs: now - 10, keepUntilMs: now - 5 });
        await change('c2', { dueAtMs: now });
        await store.takeDue(now, 1_000, 10);
        expect(await stateOf('c1')).toBeUndefined();
        expect(await dueIds(now + 5_000)).toEqual(['c2']);
      });

      test('two who take at the same time never get the same', async () => {
        for (let at = 0; at < 20; at += 1) await change(`c${at}`, { dueAtMs: now });
        const taken = await Promise.all(Array.from({ length: 4 }, () => dueIds(now, 60_000)));
        expect(taken.flat().sort()).toEqual(Array.from({ length: 20 }, (_, at) => `c${at}`).sort());
      });
    });

    describe('the outbox', () => {
      test('records wait, oldest first, with their bytes, until they were published', async () => {
        const wild = Uint8Array.from({ length: 256 }, (_, byte) => byte);
        await change('c1', { outbox: [{ id: 'a', bytes: wild }, record('b')] });
        await change('c1', { expectedVersion: 1, outbox: [record('c')] });
        const { result } = await store.pending(now, 10, 10);
        expect(ids(result)).toEqual(['a', 'b', 'c']);
        expect([...(result[0]?.bytes ?? [])]).toEqual([...wild]);
        await store.published(['a', 'c']);
        expect(await pendingIds(now + 20)).toEqual(['b']);
        await store.published(['b', 'nobody knows']);
        expect(await pendingIds(now + 90_000)).toEqual([]);
      });

      test('across challenges too the oldest come first, no more than asked for; the rest stays free', async () => {
        const made = Array.from({ length: 25 }, (_, at) => `r${at}`);
        for (const id of made) await change(`challenge of ${id}`, { outbox: [record(id)] });
        expect(await pendingIds(now, 60_000, 10)).toEqual(made.slice(0, 10));
        expect(await pendingIds(now, 60_000)).toEqual(made.slice(10));
        expect(await pendingIds(now, 60_000)).toEqual([]);
      });

      test('what was taken is hidden until its lease ends, then keeps its place', async () => {
        await change('c1', { outbox: [record('a')] });
        await change('c2', { outbox: [record('b')] });
        expect(await pendingIds(now, 1_000, 1)).toEqual(['a']);
        expect(await pendingIds(now + 999, 10, 1)).toEqual(['b']);
        expect(await pendingIds(now + 2_000, 1_000)).toEqual(['a', 'b']);
      });

      test('the same record added twice is there once, as it was', async () => {
        await change('c1', { outbox: [record('a', 'first')] });
        await change('c1', { expectedVersion: 1, outbox: [record('a', 'second'), record('b')] });
        const { result, durable } = await store.pending(now, 1_000, 10);
        await durable();
        expect(result.map((one) => Buffer.from(one.bytes).toString())).toEqual(['first', 'b']);
      });

      test('two who take at the same time never get the same', async () => {
        for (let at = 0; at < 20; at += 1) await change(`c${at}`, { outbox: [record(`r${at}`)] });
        const taken = await Promise.all(Array.from({ length: 4 }, () => pendingIds(now, 60_000)));
        expect(taken.flat().sort()).toEqual(Array.from({ length: 20 }, (_, at) => `r${at}`).sort());
      });

      test('records that somebody else published are forgotten', async () => {
        await change('c1', { outbox: [record('a'), record('b')] });
        await store.published(['a']);
        expect(await pendingIds(now)).toEqual(['b']);
      });
    });
  });
}
