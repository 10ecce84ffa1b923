import type { ReplayedEvent } from '@countersign/engine';
import {
  type Fit,
  type LabelledEvent,
  type ScoredEvent,
  exampleCollector,
  fitWeights,
  fittedChanges,
  rescored,
} from '@countersign/evaluation';
import type { Policy } from '@countersign/scoring';
import { readPolicyText, withPolicyValues } from '@countersign/scorer';
import type { PolicyWithModel } from './policy-with-model.ts';

/** Weights fitted in the middle of a run, from what is known by then, and frozen from there on. */
export interface FitOnTheWay {
  /** The policy in force. */
  policy(): Policy;
  /** Tells the time of the next event, before it is scored. */
  arrive(timeMs: number): void;
  note(replayed: ReplayedEvent, event: LabelledEvent): void;
  /** Undefined before the moment has come. */
  fit(): Fit | undefined;
  /** The scores that the fitted policy gives to what was scored before it, so that thresholds can be chosen from them. */
  rescore(scored: readonly ScoredEvent[]): readonly ScoredEvent[];
}

/**
 * Fits when the first event at or after `fitUntilMs` comes: from labels that had arrived by then; an event that nobody
 * labelled counts as honest once its label would have come.
 * @param document of `policy`
 */
export function fitOnTheWay(
  document: PolicyWithModel,
  policy: Policy,
  fitUntilMs: number,
  labelDelayMs: number,
): FitOnTheWay {
  const collector = exampleCollector(policy);
  let inForce = policy;
  let made: Fit | undefined;
  return {
    policy: () => inForce,
    fit: () => made,
    arrive(timeMs) {
      if (made !== undefined || timeMs < fitUntilMs) return;
      made = fitWeights(collector.examples(), policy);
      inForce = fittedPolicy(document, fittedChanges(made, policy));
    },
    note({ item, verdict, record }, { label, knownAtMs, timeMs }) {
      if (made !== undefined) return;
      const isKnown = Math.max(timeMs + labelDelayMs, knownAtMs ?? 0) <= fitUntilMs;
      const isFraud = isKnown ? label === 'fraud' : undefined;
      collector.add({ type: item.event.type, record: record(), reasons: verdict.reasons, isFraud });
    },
    rescore(scored) {
      if (made === undefined) return scored;
      const scores = new Map(
        collector.examples().map((examples) => [examples.type, rescored(examples, inForce).values()]),
      );
      return scored.map((event) =>
        event.timeMs < fitUntilMs ? { ...event, score: scores.get(event.type)?.next().value ?? event.score } : event,
      );
    },
  };
}

function fittedPolicy({ text, models }: PolicyWithModel, changes: ReturnType<typeof fittedChanges>): Policy {
  const read = readPolicyText(withPolicyValues(text, changes), models);
  if (read.ok) return read.policy;
  throw new Error(`A fitted policy is refused: ${read.problems.join('; ')}`); // A defect: fitting keeps to the validator's bounds.
}
