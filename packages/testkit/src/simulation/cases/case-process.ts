import { type CaseStore, type Cases, type TopicNames, createCases, silentCaseObserver } from '@countersign/engine';
import type { Scheduler, SimProcess } from '../scheduler.ts';
import type { SimChallengeStore } from '../sim-challenge-store.ts';
import { simClock } from '../sim-clock.ts';
import type { SimLog } from '../sim-log.ts';
import { simMac } from '../sim-mac.ts';

/** Everything a simulated process with cases is wired to. */
export interface CaseSurroundings {
  readonly scheduler: Scheduler;
  readonly log: SimLog;
  readonly topics: TopicNames;
  readonly store: SimChallengeStore;
  /** Offsets committed by the group, by partition. */
  readonly commits: Map<number, number>;
  /** Wraps the store; how a mutation takes a guard out. */
  readonly sabotage: (store: CaseStore) => CaseStore;
}

export interface CaseProcess {
  readonly process: SimProcess;
  readonly cases: Cases;
}

const retryMs = 200;
const most = 3;

/** Starts a process that takes decisions in, ends what is overdue and sweeps the outbox until it dies. */
export function startCaseProcess(name: string, around: CaseSurroundings): CaseProcess {
  const process: SimProcess = { name, alive: true };
  const { scheduler, log, topics, store } = around;
  const ports = {
    cases: around.sabotage(store.for(process)),
    publisher: log.publisherFor(process),
    clock: simClock(scheduler, process),
    randomness: { bytes: (length: number) => scheduler.random.bytes(length) },
    mac: simMac,
  };
  const cases = createCases(ports, { topics, observer: silentCaseObserver });
  scheduler.add(process, () => {
    for (let partition = 0; partition < log.partitions; partition += 1) void readOn(cases, partition, process, around);
    void repeat(process, around, () => cases.endOverdue());
    void repeat(process, around, () => cases.sweepOutbox());
  });
  return { process, cases };
}

/** Every copy reads every partition: a case that somebody else opened already must do no harm. */
async function readOn(cases: Cases, partition: number, process: SimProcess, around: CaseSurroundings): Promise<void> {
  const { scheduler, log, topics, commits } = around;
  let next = commits.get(partition) ?? 0;
  while (process.alive) {
    const records = log.records(topics.decisions, partition).slice(next, next + 1 + scheduler.random.below(most));
    if (records.length === 0) {
      await new Promise<void>((resolve) => log.onAppend(() => scheduler.add(process, resolve)));
      continue;
    }
    try {
      await cases.handle(records);
      next += records.length;
      commits.set(partition, Math.max(commits.get(partition) ?? 0, next));
    } catch {
      await pause(scheduler, process);
    }
  }
}

/** One round after the other while there is work; then waits for a change of the store, or for the nearest deadline. */
async function repeat(process: SimProcess, around: CaseSurroundings, round: () => Promise<number>): Promise<void> {
  const { scheduler, store } = around;
  while (process.alive) {
    const changed = new Promise<void>((resolve) => store.onChange(() => scheduler.add(process, resolve)));
    try {
      if ((await round()) > 0) continue;
    } catch {
      await pause(scheduler, process);
      continue;
    }
    const nearest = Math.min(...store.content().due.values());
    const isPublishing = store.content().outbox.length > 0;
    const atMs = isPublishing ? scheduler.nowMs() : nearest;
    if (atMs === Number.POSITIVE_INFINITY) {
      await changed;
      continue;
    }
    const { promise: reached, resolve } = Promise.withResolvers<void>();
    const cancel = scheduler.after(process, Math.max(retryMs * 10, atMs - scheduler.nowMs()), resolve);
    await Promise.race([changed, reached]);
    cancel();
  }
}

const pause = (scheduler: Scheduler, process: SimProcess): Promise<void> =>
  new Promise((resolve) => void scheduler.after(process, retryMs, resolve));
