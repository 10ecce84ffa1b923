import { type CaseStore, topicNames } from '@countersign/engine';
import { encodeRecord, exampleRecord } from '@countersign/events';
import { createNetwork } from '../network.ts';
import { createScheduler } from '../scheduler.ts';
import { seededRandom } from '../seeded-random.ts';
import { simChallengeStore } from '../sim-challenge-store.ts';
import { simLog } from '../sim-log.ts';
import { type ToldEnd, judgeCases } from './case-oracle.ts';
import { type CaseProcess, type CaseSurroundings, startCaseProcess } from './case-process.ts';

export interface CaseRun {
  readonly seed: number;
  /** One sentence each; empty when every promise held. */
  readonly violations: readonly string[];
  readonly steps: number;
}

const startMs = Date.UTC(2026, 0, 5, 9);
const hourMs = 3_600_000;
const stepLimit = 20_000;
const faultsPerRun = 10;

/**
 * One seeded run of two processes over a store that crashes, loses replies and loses writes, while people release and deny the
 * same acts at once and deadlines pass (TST-01). `sabotage` takes a guard out.
 */
export async function simulateCases(
  seed: number,
  sabotage: (store: CaseStore) => CaseStore = (store) => store,
): Promise<CaseRun> {
  const random = seededRandom(seed);
  const scheduler = createScheduler(random, startMs);
  const network = createNetwork(scheduler);
  const topics = topicNames();
  const log = simLog(scheduler, network, Object.values(topics), 2);
  const store = simChallengeStore(scheduler, network);
  const around: CaseSurroundings = { scheduler, log, topics, store, commits: new Map(), sabotage };
  const processes: CaseProcess[] = [];
  const start = (): void => void processes.push(startCaseProcess(`process-${processes.length + 1}`, around));
  start();
  start();
  const told: ToldEnd[] = [];
  const held = Array.from({ length: 2 + random.below(5) }, (_, at) => hold(at));
  Object.assign(network, { replyLoss: 0.02, requestLoss: 0.01, duplication: 0.02 });

  /** A decision that holds something, and the people who deal with it: nobody, one, or two who do not agree. */
  function hold(at: number): string {
    const accountId = `account-${at}`;
    const content = exampleRecord('decision.made', { id: `event-${at}`, accountId, nowMs: startMs });
    const { challenge: _, ...made } = content.data;
    const dueAt = new Date(startMs + (1 + random.below(24)) * hourMs).toISOString();
    const data = {
      ...made,
      action: 'hold' as const,
      case: { dueAt, atDeadline: random.pick(['released', 'denied'] as const) },
    };
    const value = encodeRecord('decision.made', { ...content, data });
    scheduler.after(undefined, random.below(1_000), () =>
      log.append({ topic: topics.decisions, key: Buffer.from(accountId), value }),
    );
    const momentMs = random.below(26 * hourMs);
    const people = random.below(3);
    if (people > 0) scheduler.after(undefined, momentMs, () => end(data.id, 'released', 'analyst'));
    if (people > 1) scheduler.after(undefined, momentMs + random.below(3), () => end(data.id, 'denied', 'api'));
    return data.id;
  }

  function end(decisionId: string, asked: ToldEnd['asked'], by: 'analyst' | 'api'): void {
    const alive = processes.filter(({ process }) => process.alive);
    if (alive.length === 0) return;
    const { process, cases } = random.pick(alive);
    scheduler.add(process, () => {
      cases.resolve(decisionId, { resolution: asked, by }).then(
        (ended) => {
          if (ended.result === 'unknown') return;
          told.push({ decisionId, asked, by, result: ended.result, resolution: ended.held.resolution });
        },
        () => undefined, // "Not available": nothing was said.
      );
    });
  }

  let faults = random.below(faultsPerRun);
  const maybeOne = (): void => {
    if (faults === 0 || !random.chance(0.05)) return;
    faults -= 1;
    if (random.chance(0.5)) return store.failover();
    const victim = processes.find(({ process }) => process.alive);
    if (victim === undefined) return;
    victim.process.alive = false;
    scheduler.after(undefined, random.below(400), start);
  };
  let steps = 0;
  while (steps < stepLimit && (await scheduler.step())) {
    steps += 1;
    maybeOne();
  }
  Object.assign(network, { replyLoss: 0, requestLoss: 0, duplication: 0 });
  start();
  while (steps < stepLimit && (await scheduler.step())) steps += 1;
  const endless = steps >= stepLimit ? [`endless: still busy after ${steps} steps`] : [];
  return { seed, steps, violations: [...endless, ...judgeCases(held, told, log, topics, store)] };
}
