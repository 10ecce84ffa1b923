import type { Action, Decision, EventType, Reason } from '@countersign/events';
import { actionOf } from './decide.ts';
import { modelPrefix } from './model/weigh-model.ts';
import type { Policy } from './policy/policy.ts';
import { scoreOf } from './score.ts';
import { isVerdictReason } from './verdict-reasons.ts';
import { catalogueIn } from './words/catalogue.ts';
import { frames } from './words/frames.ts';
import type { LanguageCode } from './words/languages.ts';

/** Looks for the lightest single reason whose absence would have been enough, and says so. */
export function counterfactualOf(decision: Decision, policy: Policy, language: LanguageCode): string | undefined {
  if (decision.action === 'allow') return undefined;
  const rules = policy.byType[decision.eventType as EventType];
  if (rules === undefined || decision.reasons.some(({ code }) => isVerdictReason(code) && code !== 'channels_barred'))
    return undefined;
  if (decision.rules?.some(({ state }) => state.startsWith('applied')) === true) return undefined; // The score alone did not decide.
  const isNovel = new Map(rules.signals.map((signal) => [signal.code, signal.family === 'novelty']));
  const against = decision.reasons
    .filter(({ points, code }) => points > 0 && !code.startsWith(modelPrefix))
    .toReversed();
  for (const absent of against) {
    const rest = decision.reasons.filter((reason) => reason !== absent);
    const all = rules.bias + sumOf(rest);
    const known = rules.bias + sumOf(rest.filter((reason) => isNovel.get(reason.code) !== true));
    const action = actionOf(rules, scoreOf(all, policy.scale), scoreOf(known, policy.scale));
    if (milder(action, decision.action)) {
      const without = catalogueIn(language).signals[absent.code]?.without ?? absent.code;
      return frames[language].counterfactual(without, action);
    }
  }
  return undefined;
}

const order: readonly Action[] = ['allow', 'challenge', 'hold', 'deny'];
const milder = (a: Action, b: Action): boolean => order.indexOf(a) < order.indexOf(b);
const sumOf = (reasons: readonly Reason[]): number => reasons.reduce((sum, reason) => sum + reason.points, 0);
