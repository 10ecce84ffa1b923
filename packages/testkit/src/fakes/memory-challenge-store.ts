import type { CaseStore, PendingRecord, Receipt, StoredChallenge } from '@countersign/engine';

/** A store of challenges or cases in memory, with a look inside. */
export interface MemoryChallengeStore extends CaseStore {
  readonly challenges: ReadonlyMap<string, StoredChallenge>;
  /** Due times by challenge. */
  readonly due: ReadonlyMap<string, number>;
  readonly outbox: readonly PendingRecord[];
  /** Number of round trips so far: calls and waits for durability. */
  roundTrips(): number;
}

/** Everything is durable at once; nothing is ever forgotten. */
export function memoryChallengeStore(): MemoryChallengeStore {
  const challenges = new Map<string, StoredChallenge>();
  const due = new Map<string, number>();
  const leases = new Map<string, number>();
  const outbox: PendingRecord[] = [];
  let roundTrips = 0;
  const trip = <T>(result: T): Promise<T> => {
    roundTrips += 1;
    return Promise.resolve(result);
  };
  const receipt = <T>(result: T): Receipt<T> => ({ result, durable: () => trip(undefined) });
  const isFree = (name: string, nowMs: number): boolean => (leases.get(name) ?? 0) <= nowMs;
  const lease = (name: string, untilMs: number): void => void leases.set(name, untilMs);

  return {
    challenges,
    due,
    outbox,
    roundTrips: () => roundTrips,
    load: (id) => trip(challenges.get(id)),
    transition({ challengeId, expectedVersion, state, outbox: records, dueAtMs }) {
      if ((challenges.get(challengeId)?.version ?? 0) !== expectedVersion) return trip(receipt('conflict'));
      challenges.set(challengeId, { state, version: expectedVersion + 1 });
      if (dueAtMs === null) due.delete(challengeId);
      else due.set(challengeId, dueAtMs);
      leases.delete(challengeId);
      const known = new Set(outbox.map(({ id }) => id));
      outbox.push(...records.filter(({ id }) => !known.has(id)));
      return trip(receipt('stored'));
    },
    takeDue(nowMs, leaseMs, limit) {
      const isDue = ([id, atMs]: readonly [string, number]): boolean => atMs <= nowMs && isFree(id, nowMs);
      const taken = [...due].filter(isDue).slice(0, limit);
      for (const [id] of taken) lease(id, nowMs + leaseMs);
      return trip(taken.map(([challengeId, atMs]) => ({ challengeId, atMs })));
    },
    waiting(limit) {
      const sorted = [...due].toSorted(([, a], [, b]) => a - b).slice(0, limit);
      return trip(sorted.map(([challengeId, atMs]) => ({ challengeId, atMs })));
    },
    pending(nowMs, leaseMs, limit) {
      const taken = outbox.filter(({ id }) => isFree(`outbox ${id}`, nowMs)).slice(0, limit);
      for (const { id } of taken) lease(`outbox ${id}`, nowMs + leaseMs);
      return trip(receipt(taken));
    },
    published(ids) {
      const gone = new Set(ids);
      outbox.splice(0, outbox.length, ...outbox.filter(({ id }) => !gone.has(id)));
      return trip(undefined);
    },
  };
}
