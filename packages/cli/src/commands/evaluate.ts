import { type ReplayedEvent, createReplayScorer } from '@countersign/engine';
import {
  type EvaluationReport,
  type Fit,
  type LabelledEvent,
  type LabelledEvents,
  type Refusals,
  type ReportPlan,
  type ScoredEvent,
  evaluate,
  reportOf,
  trainingTable,
} from '@countersign/evaluation';
import { loadGeo } from '@countersign/geoip';
import { keyRing, nodeMac } from '@countersign/runtime';
import { type Policy, namedVelocities } from '@countersign/scoring';
import { loadPolicyText, modelFolder, readPolicyFile } from '@countersign/scorer';
import { type FitOnTheWay, fitOnTheWay } from '../evaluation/fit-on-the-way.ts';
import { type PolicyWithModel, policyWithModel } from '../evaluation/policy-with-model.ts';
import { lineFile } from '../output/line-file.ts';
import { writeResult } from '../output/result-file.ts';

/** What is evaluated, and how. Times are epoch milliseconds. */
export interface EvaluationOrder {
  readonly events: LabelledEvents;
  /** Path of a policy; the shipped one when undefined. */
  readonly policy: string | undefined;
  /** File or name of a model that decides with it; none when undefined. */
  readonly model: string | undefined;
  /** Where models are kept. */
  readonly models: string;
  readonly testFromMs: number;
  /** Weights are fitted to what is known by then, and frozen; never when undefined. */
  readonly fitUntilMs: number | undefined;
  readonly labelDelayMs: number;
  /** Share of events, 0..1. */
  readonly budget: number;
  /** File for the training table; none is written when undefined. */
  readonly features: string | undefined;
  readonly progress: (done: number, of: number) => void;
}

export interface Evaluated {
  readonly report: EvaluationReport & {
    readonly policy: { readonly id: string; readonly version: number; readonly digest: string };
    /** Events that could not be scored, by code. */
    readonly refused: Readonly<Record<string, number>>;
    readonly eventsPerSecond: number;
  };
  readonly scored: readonly ScoredEvent[];
  /** What was fitted on the way. */
  readonly fit: Fit | undefined;
  /** Events that could not be scored, by code. */
  readonly refused: ReadonlyMap<string, Refusals>;
}

/** Always the same, so that the same events make the same report; pseudonyms of an evaluation leave nowhere. */
const evaluationKey = { kid: 'evaluation', secret: Buffer.alloc(32, 'evaluation') };

/** Replays labelled events on the scorer's own path, in this process, and measures what it said. */
export async function evaluateEvents(order: EvaluationOrder): Promise<Evaluated> {
  const document = await documentOf(order);
  const policy = loadPolicyText(order.policy ?? 'that ships', document.text, document.models);
  const fitting = fittingOf(order, document, policy);
  const scorer = createReplayScorer(
    { mac: nodeMac(keyRing({ pseudonym: [evaluationKey] })), geo: await loadGeo() },
    () => fitting?.policy() ?? policy,
  );
  const startMs = performance.now();
  const progress = (done: number): void => order.progress(done, order.events.length);
  const table = order.features === undefined ? undefined : tableFile(order.features, order.labelDelayMs, policy);
  const pass = evaluate(order.events, scorer, {
    labelDelayMs: order.labelDelayMs,
    policy,
    progress,
    arrive: (timeMs) => fitting?.arrive(timeMs),
    watch(replayed, event) {
      table?.note(replayed, event);
      fitting?.note(replayed, event);
    },
  });
  table?.end();
  const seconds = (performance.now() - startMs) / 1000;
  const { id, version, digest } = fitting?.policy() ?? policy;
  const scored = fitting?.rescore(pass.scored) ?? pass.scored;
  const report = {
    ...reportOf(scored, planOf(order)),
    policy: { id, version, digest },
    refused: Object.fromEntries([...pass.refused].map(([code, { count }]) => [code, count])),
    eventsPerSecond: Math.round(pass.events / seconds),
  };
  return { report, scored, fit: fitting?.fit(), refused: pass.refused };
}

/** The policy's text, with the model where one is asked for. */
async function documentOf({ policy, model, models }: EvaluationOrder): Promise<PolicyWithModel> {
  const text = readPolicyFile(policy);
  const folder = modelFolder(models);
  return model === undefined ? { text, models: folder.find } : policyWithModel(text, model, folder);
}

function fittingOf(
  { fitUntilMs, labelDelayMs }: EvaluationOrder,
  document: PolicyWithModel,
  policy: Policy,
): FitOnTheWay | undefined {
  return fitUntilMs === undefined ? undefined : fitOnTheWay(document, policy, fitUntilMs, labelDelayMs);
}

/** Writes the training table while events are scored: a label's own time is when it would have been learned. */
function tableFile(path: string, labelDelayMs: number, policy: Policy) {
  const file = lineFile(path);
  const table = trainingTable(namedVelocities(policy));
  file.write(table.head);
  return {
    end: () => file.end(),
    note({ item, facts, record }: ReplayedEvent, { label, knownAtMs, timeMs }: LabelledEvent): void {
      const knownMs = Math.max(timeMs + labelDelayMs, knownAtMs ?? 0);
      const row = {
        eventId: item.event.id,
        eventType: item.event.type,
        accountId: item.event.accountId,
        time: new Date(item.logTimeMs).toISOString(),
        label,
        labelKnownAt: label === undefined ? undefined : new Date(knownMs).toISOString(),
        features: record().features,
        facts: facts.fields,
      };
      file.write(table.line(row));
    },
  };
}

/** The plan of the report of an order. */
export const planOf = ({ testFromMs, budget }: Pick<EvaluationOrder, 'testFromMs' | 'budget'>): ReportPlan => ({
  testFromMs,
  budget,
  draw: seededDraw(),
});

/** The same resamples every time, so that two reports differ by what they measured alone (mulberry32). */
function seededDraw(seed = 1): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * below);
  };
}

/** One line an event: id, time, score, action, label; NDJSON, so that anyone can measure again. */
export function writeScores(file: string, scored: readonly ScoredEvent[]): void {
  const lines = scored.map(({ id, timeMs, score, action, isFraud }) =>
    JSON.stringify({
      id,
      time: new Date(timeMs).toISOString(),
      score,
      action,
      label: isFraud ? 'fraud' : 'legitimate',
    }),
  );
  writeResult(file, `${lines.join('\n')}\n`);
}
