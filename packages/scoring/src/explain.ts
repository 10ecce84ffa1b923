import type { Action, Decision, EventType, Reason } from '@countersign/events';
import { actionOf } from './decide.ts';
import { wordsOf } from './detectors/registry.ts';
import type { Policy } from './policy/policy.ts';
import type { RuleFinding } from './policy/rules/rule.ts';
import { scoreOf } from './score.ts';

/** A decision in words. */
export interface Explanation {
  readonly headline: string;
  /** One sentence per reason, heaviest first. */
  readonly sentences: readonly string[];
  /** What could not be known, was degraded or flagged, and by which policy it was decided. */
  readonly notes: readonly string[];
  /** The smallest single change that would have given a milder action; needs the policy. */
  readonly counterfactual?: string;
}

/**
 * Words a decision from its record alone. With the policy that made it, also what would have changed it.
 * Never throws: codes of other releases are shown as they are.
 */
export function explain(decision: Decision, policy?: Policy): Explanation {
  const counterfactual = policy === undefined ? undefined : counterfactualOf(decision, policy);
  return {
    headline: `${verbs[decision.action]} ${decision.eventType} at a score of ${decision.score}`,
    sentences: [
      ...decision.reasons.map((reason) => sentenceOf(reason, policy)),
      ...(decision.rules ?? []).flatMap((finding) => ruleSentences(finding, policy)),
    ],
    notes: [...unknownNotes(decision.unknown), ...sceneNotes(decision)],
    ...(counterfactual === undefined ? {} : { counterfactual }),
  };
}

const verbs: Readonly<Record<Action, string>> = {
  allow: 'Allowed',
  challenge: 'Challenged',
  hold: 'Held',
  deny: 'Denied',
};

function sentenceOf(reason: Reason, policy: Policy | undefined): string {
  if (reason.code === 'account_frozen') return 'The account is frozen since its owner reported "this was not me".';
  const rule = reason.code.startsWith(rulePrefix) ? reason.code.slice(rulePrefix.length) : undefined;
  const sentence =
    rule === undefined ? (wordsOf(reason.code)?.sentence(reason) ?? plainSentence(reason)) : ruleName(rule, policy);
  return `${sentence} (${reason.points > 0 ? '+' : '−'}${Math.abs(reason.points)})`;
}

const rulePrefix = 'rule:';

/** A rule in its own words, where the policy at hand knows it. */
function ruleName(id: string, policy: Policy | undefined): string {
  const words = policy?.ruleWords.get(id);
  return words === undefined ? `Rule ${id}.` : `Rule ${id}: ${words.replace(/\.?$/, '.')}`;
}

/** What a rule did; those that add points stand among the reasons already. */
function ruleSentences({ id, effect, state }: RuleFinding, policy: Policy | undefined): string[] {
  if (effect === 'addPoints' && state === 'applied') return [];
  return [`${ruleName(id, policy)} (${ruleEffects[effect]}${ruleStates[state]})`];
}

const ruleEffects: Readonly<Record<RuleFinding['effect'], string>> = {
  allow: 'allows',
  challenge: 'challenges',
  hold: 'holds',
  deny: 'denies',
  review: 'asks for a review',
  addPoints: 'adds points',
};
const ruleStates: Readonly<Record<RuleFinding['state'], string>> = {
  applied: '',
  applied_unknown: ', because something that it needs is not known',
  skipped_unknown: '; left out, because something that it needs is not known',
  snoozed: '; snoozed for this account',
};

const plainSentence = ({ code, observed, expected }: Reason): string =>
  `${code}${observed === undefined ? '' : `: ${observed}`}${expected === undefined ? '' : `; expected ${expected}`}.`;

function unknownNotes(unknown: Decision['unknown']): string[] {
  const byReason = new Map<string, string[]>();
  for (const [name, reason] of Object.entries(unknown)) byReason.set(reason, [...(byReason.get(reason) ?? []), name]);
  return [...byReason].map(([reason, names]) => `Not known (${reason.replaceAll('_', ' ')}): ${names.join(', ')}.`);
}

function sceneNotes({ degraded, flags, policy }: Decision): string[] {
  return [
    ...(degraded.length === 0 ? [] : [`Decided without: ${degraded.join(', ')}.`]),
    ...(flags.length === 0 ? [] : [`Flags: ${flags.join(', ')}.`]),
    `Policy ${policy.id}@${policy.version}.`,
  ];
}

/** Looks for the lightest single reason whose absence would have been enough. */
function counterfactualOf(decision: Decision, policy: Policy): string | undefined {
  if (decision.action === 'allow') return undefined;
  const rules = policy.byType[decision.eventType as EventType];
  if (rules === undefined || decision.reasons.some((reason) => reason.code === 'account_frozen')) return undefined;
  if (decision.rules?.some(({ state }) => state.startsWith('applied')) === true) return undefined; // The score alone did not decide.
  const isNovel = new Map(rules.signals.map((signal) => [signal.code, signal.family === 'novelty']));
  const against = decision.reasons.filter((reason) => reason.points > 0).toReversed();
  for (const absent of against) {
    const rest = decision.reasons.filter((reason) => reason !== absent);
    const all = rules.bias + sumOf(rest);
    const known = rules.bias + sumOf(rest.filter((reason) => isNovel.get(reason.code) !== true));
    const action = actionOf(rules, scoreOf(all, policy.scale), scoreOf(known, policy.scale));
    if (milder(action, decision.action)) {
      return `With ${wordsOf(absent.code)?.without ?? `no ${absent.code}`} it would have been ${past[action]}.`;
    }
  }
  return undefined;
}

const past: Readonly<Record<Action, string>> = {
  allow: 'allowed',
  challenge: 'challenged',
  hold: 'held',
  deny: 'denied',
};
const order: readonly Action[] = ['allow', 'challenge', 'hold', 'deny'];
const milder = (a: Action, b: Action): boolean => order.indexOf(a) < order.indexOf(b);
const sumOf = (reasons: readonly Reason[]): number => reasons.reduce((sum, reason) => sum + reason.points, 0);
