import type { Action, Reason } from '@countersign/events';
import { barredChannels } from './channel-bars.ts';
import { slotOf } from './detectors/registry.ts';
import { type Features, isSet, valueOf, wordOf } from './features/features.ts';
import { weighModel } from './model/weigh-model.ts';
import type { CompiledChallenge, CompiledEventType, Policy, WeighedSignal } from './policy/policy.ts';
import type { EventFacts } from './policy/rules/event-facts.ts';
import { type Rule, recordedFindings, runRules } from './policy/rules/rule.ts';
import { settleAction, stricter } from './policy/rules/settle-action.ts';
import { exactScoreOf, roundedPoints, scoreOf } from './score.ts';
import { verdictReason } from './verdict-reasons.ts';
import type { StepUp, Verdict } from './verdict.ts';

const learningSlot = slotOf('learning');
const frozenSlot = slotOf('frozen');
const floodSlot = slotOf('floodEvents');
const floodAskedSlot = slotOf('floodAsked');
const staleSlot = slotOf('stale');
const twoStepSlot = slotOf('twoStep');
const passkeySlot = slotOf('passkeyMinutes');
const barredSlot = slotOf('barredChannels');
const becauseSlot = slotOf('barredBecause');

/**
 * What a policy says about an event with these facts and features. The same always gives the same verdict.
 * The features themselves are named by `recordOf`, or written by `featureText`, where somebody keeps them.
 */
export function decide(features: Features, event: EventFacts, policy: Policy): Verdict {
  const rules = policy.byType[event.type];
  const { additions, effects, additionDesk, effectDesk } = policy.rules[event.type];
  const reasons: Reason[] = [];
  const found = weigh(rules, features, reasons);
  const modelled = rules.model === undefined ? undefined : weighModel(rules.model, features, event, policy.scale);
  if (modelled !== undefined) {
    found.evidence += modelled.points;
    reasons.push(modelled);
  }
  const added = runRules(additions, { event, features, reasons, score: Number.NaN }, additionDesk);
  for (const rule of added.applied) found.evidence += addPoints(rule, reasons);
  const exactScore = exactScoreOf(found.evidence, policy.scale);
  const score = scoreOf(found.evidence, policy.scale);
  const ran = runRules(effects, { event, features, reasons, score }, effectDesk);
  const byScore = actionOf(rules, score, scoreOf(found.evidence - found.novelty, policy.scale));
  const isFrozen = isSet(features, frozenSlot) && rules.whenFrozen !== 'allow';
  const settled = settleAction({ byScore, applied: ran.applied });
  const isTwoStep = isSet(features, twoStepSlot);
  const floored = isTwoStep ? stricter(settled, 'challenge') : settled; // After every rule: none of them lowers it (OTP-40).
  const frozenOr = isFrozen ? stricter(floored, rules.whenFrozen) : floored;
  // A passkey just used proves more than any code would (OTP-39).
  const isExcused = frozenOr === 'challenge' && !isFrozen && valueOf(features, passkeySlot) >= 0;
  const isFlooded = valueOf(features, floodSlot) > 0 && rules.challengeFrom < Infinity;
  const whenFlooded = isSet(features, floodAskedSlot) ? 'hold' : 'challenge';
  const excused = isExcused ? 'allow' : frozenOr;
  const wanted = isFlooded ? stricter(excused, whenFlooded) : excused; // A flood is no person: nothing excuses it (DEL-14).
  const asked = wanted === 'challenge' && rules.challenge === undefined ? 'hold' : wanted; // Nobody can be asked: a person looks.
  const whenStale = isTwoStep ? 'hold' : rules.whenStale;
  const action = asked === 'challenge' && isSet(features, staleSlot) ? whenStale : asked;
  reasons.sort(byWeight);
  if (reasons.length > mostReasons) reasons.length = mostReasons;
  if (isExcused) reasons.unshift(verdictReason('passkey_session'));
  if (isTwoStep) reasons.unshift(verdictReason('two_step'));
  if (isFlooded) reasons.unshift(verdictReason('flood'));
  if (isFrozen) reasons.unshift(verdictReason('account_frozen'));
  const verdict = {
    action,
    score,
    exactScore,
    reasons,
    found: features,
    rules: recordedFindings(added.findings, ran.findings),
    needsReview: ran.applied.some(({ effect }) => effect.action === 'review'),
  };
  if (action !== 'challenge' || rules.challenge === undefined) return verdict;
  const wished = strengthened(stepUpOf(rules.challenge, reasons), ran.applied);
  const barred = barredChannels(wordOf(features, barredSlot));
  const challenge = { ...wished, channels: wished.channels.filter((channel) => !barred.has(channel)) };
  const isLeft = challenge.channels.length > 0;
  if (challenge.channels.length < wished.channels.length) {
    const because = wordOf(features, becauseSlot);
    if (isLeft) reasons.push(verdictReason('channels_barred', because));
    else reasons.unshift(verdictReason('no_channel_left', because));
  }
  return isLeft ? { ...verdict, challenge } : { ...verdict, action: 'hold' };
}

/** With four more a record holds no further ones; beyond, the lightest are left out, though they count in the score. */
const mostReasons = 60;

/** Evidence of the detectors in log-odds, and how much of it is novelty; pushes a reason for each. */
function weigh(
  rules: CompiledEventType,
  features: Features,
  reasons: Reason[],
): { evidence: number; readonly novelty: number } {
  const learning = valueOf(features, learningSlot);
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
  return { evidence, novelty };
}

function addPoints({ id, effect }: Rule, reasons: Reason[]): number {
  if (effect.action !== 'addPoints') return 0;
  const points = roundedPoints(effect.points);
  reasons.push({ code: `rule:${id}`, points });
  return points;
}

/** What a challenge asks, with what rules want differently: the most digits, and the channels that all of them allow, maybe none. */
function strengthened(stepUp: StepUp, applied: readonly Rule[]): StepUp {
  let { digits, channels } = stepUp;
  for (const { effect } of applied) {
    if (effect.action !== 'challenge') continue;
    digits = Math.max(digits, effect.digits ?? 0);
    const allowed = effect.channels;
    if (allowed !== undefined) channels = channels.filter((channel) => allowed.includes(channel));
  }
  return { ...stepUp, digits, channels };
}

/**
 * The action of a score. Novelty steps up and never holds or denies: for that, what remains without it must be enough.
 */
export function actionOf(rules: CompiledEventType, score: number, scoreWithoutNovelty: number): Action {
  if (scoreWithoutNovelty >= rules.denyFrom) return 'deny';
  if (scoreWithoutNovelty >= rules.holdFrom) return 'hold';
  return score >= rules.challengeFrom ? 'challenge' : 'allow';
}

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
