import { type ReplayScorer, type ReplayedEvent, topicNames } from '@countersign/engine';
import type { EventType } from '@countersign/events';
import { type Policy, entityKeysOf } from '@countersign/scoring';
import type { LabelledEvent } from '../datasets/labelled-event.ts';
import { createLabelQueue } from './label-queue.ts';
import { type ScoredEvent, scoredEvents } from './scored-event.ts';

/** What an evaluation is told beside its events. Times are epoch milliseconds. */
export interface EvaluationPlan {
  /** Labels are learned so long after their event, never earlier. */
  readonly labelDelayMs: number;
  readonly policy: Policy;
  /** Called now and then. */
  readonly progress: (done: number) => void;
  /** Told the time of each event before it is scored. */
  readonly arrive?: (timeMs: number) => void;
  /** Called with every event that waits for a decision, before its label arrives. */
  readonly watch?: (replayed: ReplayedEvent, event: LabelledEvent) => void;
}

/** What a pass over events came to. */
export interface EvaluationPass {
  /** Events that wait for a decision, in order of time; what is only observed is scored, and not listed. */
  readonly scored: readonly ScoredEvent[];
  readonly events: number;
  /** What was not scored, by code. */
  readonly refused: ReadonlyMap<string, Refusals>;
}

/** Events that were not scored for one reason. */
export interface Refusals {
  readonly count: number;
  /** Id of the first, and what was wrong with it. */
  readonly first: { readonly id: string; readonly why: string };
}

const { events: topic } = topicNames();
const progressEvery = 5_000;

/**
 * Scores events in order of time, each before it changes anything; a label is learned when it arrives.
 * `events` must be in order of time.
 */
export function evaluate(events: Iterable<LabelledEvent>, scorer: ReplayScorer, plan: EvaluationPlan): EvaluationPass {
  const scored: ScoredEvent[] = [];
  const scoredEvent = scoredEvents();
  const refused = new Map<string, Refusals>();
  const labels = createLabelQueue(scorer, plan.labelDelayMs);
  let count = 0;
  for (const event of events) {
    const { id, accountId, timeMs, value, label, knownAtMs } = event;
    labels.arrive(timeMs);
    plan.arrive?.(timeMs);
    const record = { topic, partition: 0, offset: count, timestampMs: timeMs, key: Buffer.from(accountId), value };
    const result = scorer.event({ ...record, headers: {} });
    count += 1;
    if (count % progressEvery === 0) plan.progress(count);
    if (!result.ok) {
      const { count: before, first } = refused.get(result.code) ?? { count: 0, first: { id, why: result.message } };
      refused.set(result.code, { count: before + 1, first });
      continue;
    }
    const keys = entityKeysOf(result.input);
    if (label !== undefined) labels.expect({ id, accountId, timeMs, label, knownAtMs, keys });
    if (!waitsForDecision(result.item.event.type, plan.policy)) continue;
    scored.push(scoredEvent(result, label === 'fraud'));
    plan.watch?.(result, event);
  }
  plan.progress(count);
  return { scored, events: count, refused };
}

const waitsForDecision = (type: EventType, policy: Policy): boolean =>
  Number.isFinite(policy.byType[type].challengeFrom);
