import type { CaseStore, Due, PendingRecord, Receipt, StoredChallenge, Transition } from '@countersign/engine';
import type { Network } from './network.ts';
import type { Scheduler, SimProcess } from './scheduler.ts';
import { type VersionedState, versionedState } from './versioned-state.ts';

interface Content {
  readonly challenges: ReadonlyMap<string, StoredChallenge>;
  readonly due: ReadonlyMap<string, number>;
  /** Records in order of arrival. */
  readonly outbox: readonly PendingRecord[];
}

export interface SimChallengeStore {
  for(process: SimProcess): CaseStore;
  failover(): void;
  content(): Content;
  /** Calls back once, at the next change. */
  onChange(run: () => void): void;
}

/** Challenges, due times and outbox in one place that may lose what was not yet durable. */
export function simChallengeStore(
  scheduler: Scheduler,
  network: Network,
  before: Content['challenges'] = new Map(),
): SimChallengeStore {
  const state: VersionedState<Content> = versionedState({ challenges: before, due: new Map(), outbox: [] });
  // Leases are hints that keep workers out of each other's way: losing them in a failover is harmless.
  const leases = new Map<string, number>();
  let waiting: (() => void)[] = [];
  const wake = (): void => {
    const woken = waiting;
    waiting = [];
    for (const run of woken) run();
  };
  const write = (next: Content): void => {
    state.write(next);
    wake();
  };
  const isFree = (id: string, nowMs: number): boolean => (leases.get(id) ?? 0) <= nowMs;

  const transition = (change: Transition): 'stored' | 'conflict' => {
    const { challenges, due, outbox } = state.current();
    if ((challenges.get(change.challengeId)?.version ?? 0) !== change.expectedVersion) return 'conflict';
    const version = change.expectedVersion + 1;
    const nextDue = new Map(due);
    if (change.dueAtMs === null) nextDue.delete(change.challengeId);
    else nextDue.set(change.challengeId, change.dueAtMs);
    const known = new Set(outbox.map(({ id }) => id));
    write({
      challenges: new Map(challenges).set(change.challengeId, { state: change.state, version }),
      due: nextDue,
      outbox: [...outbox, ...change.outbox.filter(({ id }) => !known.has(id))],
    });
    leases.delete(change.challengeId);
    return 'stored';
  };
  const takeDue = (nowMs: number, leaseMs: number, limit: number): Due[] => {
    const taken = [...state.current().due]
      .filter(([id, atMs]) => atMs <= nowMs && isFree(id, nowMs))
      .slice(0, limit)
      .map(([challengeId, atMs]) => ({ challengeId, atMs }));
    for (const { challengeId } of taken) leases.set(challengeId, nowMs + leaseMs);
    return taken;
  };
  const pending = (nowMs: number, leaseMs: number, limit: number): PendingRecord[] => {
    const taken = state
      .current()
      .outbox.filter(({ id }) => isFree(`outbox ${id}`, nowMs))
      .slice(0, limit);
    for (const { id } of taken) leases.set(`outbox ${id}`, nowMs + leaseMs);
    return taken;
  };
  const receipt = <T>(process: SimProcess, result: T): Receipt<T> => {
    const epoch = state.epoch();
    return { result, durable: () => network.call(process, () => state.durable(epoch)) };
  };
  return {
    content: state.current,
    failover() {
      state.failover(scheduler.random);
      wake();
    },
    onChange: (run) => void waiting.push(run),
    for: (process) => ({
      load: (id) => network.call(process, () => state.current().challenges.get(id)),
      transition: (change) => network.call(process, () => receipt(process, transition(change))),
      takeDue: (nowMs, leaseMs, limit) => network.call(process, () => takeDue(nowMs, leaseMs, limit)),
      waiting: (limit) =>
        network.call(process, () =>
          [...state.current().due]
            .map(([challengeId, atMs]) => ({ challengeId, atMs }))
            .toSorted((a, b) => a.atMs - b.atMs)
            .slice(0, limit),
        ),
      pending: (nowMs, leaseMs, limit) => network.call(process, () => receipt(process, pending(nowMs, leaseMs, limit))),
      published: (ids) =>
        network.call(process, () => {
          const gone = new Set(ids);
          const { outbox, ...rest } = state.current();
          write({ ...rest, outbox: outbox.filter(({ id }) => !gone.has(id)) });
        }),
    }),
  };
}
