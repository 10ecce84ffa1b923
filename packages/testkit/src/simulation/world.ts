import { scorerInputs, topicNames } from '@countersign/engine';
import type { Policy } from '@countersign/scoring';
import { createFaults } from './faults.ts';
import { type ScorerGuard, sabotageOf, storeGuardsWithout } from './mutations.ts';
import { createNetwork } from './network.ts';
import { createScheduler, type Scheduler, type SimProcess } from './scheduler.ts';
import { judgeDecisions } from './scorer-oracle.ts';
import { type ScorerSurroundings, startScorerProcess } from './scorer-process.ts';
import { seededRandom } from './seeded-random.ts';
import { simEntityStore } from './sim-entity-store.ts';
import { simGroup } from './sim-group.ts';
import { type SimLog, simLog } from './sim-log.ts';
import { type SimPartitionStore, simPartitionStore } from './sim-partition-store.ts';
import { type UpstreamRecord, upstreamRecords } from './upstream.ts';

export interface SimulationRun {
  readonly seed: number;
  /** One sentence each; empty when every promise held. */
  readonly violations: readonly string[];
  readonly steps: number;
}

export interface SimulationOptions {
  /** The policy in its version 1, 2, … : reloaded now and then, so that whatever is decided twice is worded twice. */
  readonly policy: (version: number) => Policy;
  /** Guard to leave out, to see that the simulation notices. */
  readonly without?: ScorerGuard;
  /** Sees the world as it ended; for looking into a failing seed. */
  readonly inspect?: (world: { readonly log: SimLog; readonly store: SimPartitionStore }) => void;
}

const startMs = Date.UTC(2026, 0, 5, 9);
const partitions = 2;
const maxChunk = 4;
const stepLimit = 50_000;

/** One seeded run of scorers over a log and a store that crash, stall, lose replies and lose writes. */
export async function simulate(seed: number, options: SimulationOptions): Promise<SimulationRun> {
  const random = seededRandom(seed);
  const scheduler = createScheduler(random, startMs);
  const network = createNetwork(scheduler);
  const topics = topicNames();
  const log = simLog(scheduler, network, Object.values(topics), partitions);
  const store = simPartitionStore(network, random, storeGuardsWithout(options.without));
  const group = simGroup(scheduler, log, scorerInputs(topics), maxChunk);
  let version = 1;
  const around: ScorerSurroundings = {
    scheduler,
    network,
    log,
    group,
    partitions: store,
    entities: simEntityStore(network),
    topics,
    policy: () => options.policy(version),
    sabotage: sabotageOf(options.without, () => version),
  };
  const upstream = upstreamRecords(random, topics.events, 8 + random.below(20), startMs);
  feed(scheduler, log.append, upstream);
  const scorers = createScorers(around);
  scorers.start();
  scorers.start();
  const faults = createFaults(scheduler, {
    crashSomebody: scorers.crashOne,
    rebalance: group.rebalance,
    failPartitionStoreOver: () => store.failover(random.below(partitions)),
    failChallengeStoreOver: () => {},
    reloadPolicy: () => void (version += 1),
  });
  network.replyLoss = 0.02;
  network.requestLoss = 0.01;
  network.duplication = 0.02;
  const steps = await runToTheEnd(scheduler, faults, () => {
    network.replyLoss = 0;
    network.requestLoss = 0;
    network.duplication = 0;
    scorers.start();
  });
  options.inspect?.({ log, store });
  const endless = steps >= stepLimit ? [`endless: still busy after ${steps} steps`] : [];
  return { seed, steps, violations: [...endless, ...judgeDecisions(log, topics, upstream)] };
}

/** Steps with faults until nothing is left to happen, then once more without faults. */
async function runToTheEnd(
  scheduler: Scheduler,
  faults: ReturnType<typeof createFaults>,
  calm: () => void,
): Promise<number> {
  let steps = 0;
  while (steps < stepLimit && (await scheduler.step())) {
    steps += 1;
    faults.maybeOne();
  }
  calm();
  while (steps < stepLimit && (await scheduler.step())) steps += 1;
  return steps;
}

const spreadMs = 400;

function feed(
  scheduler: Scheduler,
  append: (record: UpstreamRecord['record']) => void,
  records: readonly UpstreamRecord[],
): void {
  let atMs = 0;
  for (const { record } of records) {
    atMs += scheduler.random.below(spreadMs);
    scheduler.after(undefined, atMs, () => append(record));
  }
}

interface Scorers {
  start(): void;
  crashOne(): void;
}

const restartMs = 200;

/** Processes that come back some time after they died. */
function createScorers(around: ScorerSurroundings): Scorers {
  const { scheduler, group } = around;
  const running: SimProcess[] = [];
  let started = 0;
  const start = (): void => {
    started += 1;
    running.push(startScorerProcess(`scorer-${started}`, around));
  };
  return {
    start,
    crashOne() {
      if (running.length === 0) return;
      const [victim] = running.splice(scheduler.random.below(running.length), 1);
      if (victim === undefined) return;
      victim.alive = false;
      scheduler.after(undefined, scheduler.random.below(restartMs), () => group.leave(victim));
      scheduler.after(undefined, scheduler.random.below(restartMs * 2), start);
    },
  };
}
