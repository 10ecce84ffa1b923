import type { Action, EventType, Reason } from '@countersign/events';
import { slotOf } from './detectors/registry.ts';
import { recordOf } from './features/feature-record.ts';
import { type Features, isSet, valueOf } from './features/features.ts';
import type { CompiledChallenge, CompiledEventType, Policy, WeighedSignal } from './policy/policy.ts';
import { exactScoreOf, roundedPoints, scoreOf } from './score.ts';
import type { StepUp, Verdict } from './verdict.ts';

const learningSlot = slotOf('learning');
const frozenSlot = slotOf('frozen');
const staleSlot = slotOf('stale');

/** What a policy says about an event with these features. The same features always give the same verdict. */
export function decide(features: Features, eventType: EventType, policy: Policy): Verdict {
  const rules = policy.byType[eventType];
  const learning = valueOf(features, learningSlot);
  const reasons: Reason[] = [];
  let evidence = rules.bias;
  let novelty = 0;
  for (const signal of rules.signals) {
    const strength = signal.strength(features) * (signal.damped && learning < 1 ? learning : 1);
    const points = roundedPoints(strength * signal.weight);
    if (points === 0) continue;
    evidence += points;
    if (signal.family === 'novelty') novelty += points;
    reasons.push(reasonOf(signal, points, features));
  }
  const score = scoreOf(evidence, policy.scale);
  const isFrozen = isSet(features, frozenSlot) && rules.whenFrozen !== 'allow';
  const byScore = actionOf(rules, score, scoreOf(evidence - novelty, policy.scale));
  const wanted = isFrozen ? stricter(byScore, rules.whenFrozen) : byScore;
  const action = wanted === 'challenge' && isSet(features, staleSlot) ? rules.whenStale : wanted;
  reasons.sort(byWeight);
  if (isFrozen) reasons.unshift({ code: 'account_frozen', points: 0 });
  const recorded = recordOf(features, rules.slots);
  const exactScore = exactScoreOf(evidence, policy.scale);
  const verdict = { action, score, exactScore, reasons, features: recorded.features, unknown: recorded.unknown };
  if (action !== 'challenge' || rules.challenge === undefined) return verdict;
  return { ...verdict, challenge: stepUpOf(rules.challenge, reasons) };
}

/**
 * The action of a score. Novelty alone steps up and never holds or denies: for that, what remains without novelty
 * must deserve a challenge by itself.
 */
export function actionOf(rules: CompiledEventType, score: number, scoreWithoutNovelty: number): Action {
  if (scoreWithoutNovelty >= rules.challengeFrom) {
    if (score >= rules.denyFrom) return 'deny';
    if (score >= rules.holdFrom) return 'hold';
  }
  return score >= rules.challengeFrom ? 'challenge' : 'allow';
}

const strictness: Readonly<Record<Action, number>> = { allow: 0, challenge: 1, hold: 2, deny: 3 };

const stricter = (a: Action, b: Action): Action => (strictness[a] >= strictness[b] ? a : b);

function reasonOf(signal: WeighedSignal, points: number, features: Features): Reason {
  const observed = signal.observed(features);
  const expected = signal.expected(features);
  const reason: Reason = { code: signal.code, points };
  if (observed !== undefined) reason.observed = observed;
  if (expected !== undefined) reason.expected = expected;
  return reason;
}

/** Heaviest first; equal ones by name, so that the order is always the same. */
const byWeight = (a: Reason, b: Reason): number =>
  Math.abs(b.points) - Math.abs(a.points) || (a.code < b.code ? -1 : 1);

function stepUpOf(challenge: CompiledChallenge, reasons: readonly Reason[]): StepUp {
  const heaviest = reasons.find((reason) => reason.points > 0);
  const byReason = heaviest === undefined ? undefined : challenge.purposeByReason.get(heaviest.code);
  return {
    purpose: byReason ?? challenge.purpose,
    digits: challenge.digits,
    lifetimeSeconds: challenge.lifetimeSeconds,
    channels: [...challenge.channels],
  };
}
