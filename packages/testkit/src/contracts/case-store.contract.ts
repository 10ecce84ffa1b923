import type { CaseStore, Transition } from '@countersign/engine';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { challengeStoreContract } from './challenge-store.contract.ts';

/** A case store under test that holds nothing yet, with the challenge store beside it, and how to end both. */
export interface CaseStoreUnderTest {
  readonly store: CaseStore;
  readonly challenges: Pick<CaseStore, 'load' | 'takeDue'>;
  close(): Promise<void>;
}

/** What every adapter of the port CaseStore must do: all that a challenge store does, and more. */
export function caseStoreContract(name: string, open: () => Promise<CaseStoreUnderTest>): void {
  challengeStoreContract(`${name} for cases`, open);
  describe(`${name} as a case store`, () => {
    let tested: CaseStoreUnderTest;
    const now = Date.now();
    beforeEach(async () => {
      tested = await open();
    });
    afterEach(() => tested.close());

    const opened = (challengeId: string, dueAtMs: number | null, over: Partial<Transition> = {}) =>
      tested.store.transition({
        challengeId,
        expectedVersion: 0,
        state: Buffer.from('open'),
        outbox: [],
        dueAtMs,
        keepUntilMs: now + 3_600_000,
        ...over,
      });

    test('lists what waits, the nearest first, no more than asked for, and hides nothing', async () => {
      for (let at = 0; at < 30; at += 1) await opened(`c${(at * 7) % 30}`, now + 10_000 + ((at * 7) % 30));
      await opened('ended', null);
      const first = Array.from({ length: 12 }, (_, at) => ({ challengeId: `c${at}`, atMs: now + 10_000 + at }));
      expect(await tested.store.waiting(12)).toEqual(first);
      expect(await tested.store.waiting(12)).toEqual(first);
      expect(await tested.store.waiting(100)).toHaveLength(30);
    });

    test('still lists what somebody leased, at its own time, and no longer what ended', async () => {
      await opened('c1', now);
      await opened('c2', now + 5);
      await tested.store.takeDue(now + 5, 60_000, 1);
      const both = [
        { challengeId: 'c1', atMs: now },
        { challengeId: 'c2', atMs: now + 5 },
      ];
      expect(await tested.store.waiting(10)).toEqual(both);
      await opened('c1', null, { expectedVersion: 1 });
      expect(await tested.store.waiting(10)).toEqual(both.slice(1));
    });

    test('keeps apart from challenges of the same id', async () => {
      await opened('c1', now);
      expect(await tested.challenges.load('c1')).toBeUndefined();
      expect(await tested.challenges.takeDue(now, 1_000, 10)).toEqual([]);
    });
  });
}
