import { scorerInputs, topicNames } from '@countersign/engine';
import type { Policy } from '@countersign/scoring';
import { createCustomers } from './customers.ts';
import { createFaults } from './faults.ts';
import { createInboxes } from './inboxes.ts';
import { challengeSabotageOf, type Guard, sabotageOf, storeGuardsWithout } from './mutations.ts';
import { createNetwork } from './network.ts';
import { judgeContacts } from './contact-oracle.ts';
import { judgeChallenges } from './notifier-oracle.ts';
import { type NotifierProcess, type NotifierSurroundings, startNotifierProcess } from './notifier-process.ts';
import { createScheduler, type Scheduler, type SimProcess } from './scheduler.ts';
import { judgeState } from './state-oracle.ts';
import { judgeDecisions } from './scorer-oracle.ts';
import { type ScorerSurroundings, startScorerProcess } from './scorer-process.ts';
import { seededRandom } from './seeded-random.ts';
import { memoryContactStore } from '../fakes/memory-contact-store.ts';
import { enrolledApps } from './sim-apps.ts';
import { simChallengeStore } from './sim-challenge-store.ts';
import { simEntityStore } from './sim-entity-store.ts';
import { simGroup } from './sim-group.ts';
import { type SimLog, simLog } from './sim-log.ts';
import { type SimPartitionStore, simPartitionStore } from './sim-partition-store.ts';
import { contactRecords, type UpstreamRecord, upstreamRecords } from './upstream.ts';

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
  readonly without?: Guard;
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
  const upstream = upstreamRecords(random, topics.events, 5 + random.below(9), startMs);
  feed(scheduler, log.append, upstream);
  const scorers = keepRunning(scheduler, (name) => startScorerProcess(name, around), group.leave);
  scorers.start();
  scorers.start();
  const challenges = simChallengeStore(scheduler, network, enrolledApps());
  const inboxes = createInboxes(random);
  const notifying: NotifierSurroundings = {
    scheduler,
    network,
    log,
    topics,
    challenges,
    inboxes,
    contacts: memoryContactStore(),
    commits: new Map(),
    sabotage: challengeSabotageOf(options.without),
  };
  const notifiers: NotifierProcess[] = [];
  const notifierKeeper = keepRunning(scheduler, (name) => {
    const made = startNotifierProcess(name, notifying);
    notifiers.push(made);
    return made.process;
  });
  notifierKeeper.start();
  notifierKeeper.start();
  const customers = createCustomers(scheduler, log, topics, () => notifiers);
  inboxes.onDelivery(customers.read);
  customers.watchApps();
  const contacts = contactRecords(random, topics, startMs);
  for (const record of contacts.first) log.append(record);
  for (const record of contacts.changed)
    scheduler.after(undefined, random.below(spreadMs * 5), () => log.append(record));
  const faults = createFaults(scheduler, {
    crashScorer: scorers.crashOne,
    crashNotifier: notifierKeeper.crashOne,
    rebalance: group.rebalance,
    failPartitionStoreOver: () => store.failover(random.below(partitions)),
    failChallengeStoreOver: () => challenges.failover(),
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
    notifierKeeper.start();
  });
  options.inspect?.({ log, store });
  const endless = steps >= stepLimit ? [`endless: still busy after ${steps} steps`] : [];
  return {
    seed,
    steps,
    violations: [
      ...endless,
      ...judgeDecisions(log, topics, upstream),
      ...judgeChallenges(log, topics, inboxes, customers),
      ...judgeContacts(contacts.changed, inboxes),
      ...judgeState(log, store, scheduler, topics, options.policy),
    ],
  };
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

interface Keeper {
  start(): void;
  crashOne(): void;
}

const restartMs = 200;

/** Processes that come back some time after they died. */
function keepRunning(
  scheduler: Scheduler,
  launch: (name: string) => SimProcess,
  died: (process: SimProcess) => void = () => {},
): Keeper {
  const running: SimProcess[] = [];
  let started = 0;
  const start = (): void => {
    started += 1;
    running.push(launch(`process-${started}`));
  };
  return {
    start,
    crashOne() {
      if (running.length === 0) return;
      const [victim] = running.splice(scheduler.random.below(running.length), 1);
      if (victim === undefined) return;
      victim.alive = false;
      scheduler.after(undefined, scheduler.random.below(restartMs), () => died(victim));
      scheduler.after(undefined, scheduler.random.below(restartMs * 2), start);
    },
  };
}
