import type { Action } from '@countersign/events';
import type { Rule, Severity } from './rule.ts';

/** Everything that decides on an action, before freezes and deadlines. */
export interface ActionClaims {
  readonly byScore: Action;
  /** Rules that apply. */
  readonly applied: readonly Rule[];
}

const strictness: Readonly<Record<Action, number>> = { allow: 0, challenge: 1, hold: 2, deny: 3 };
const weight: Readonly<Record<Severity, number>> = { low: 0, medium: 1, high: 2, critical: 3 };

/** The stricter of two actions: deny, hold, challenge, allow. */
export const stricter = (a: Action, b: Action): Action => (strictness[a] >= strictness[b] ? a : b);

/**
 * The fixed precedence: the strictest claim wins, deny over hold over challenge over allow. An `allow` rule takes away what
 * its severity permits: rules of a lower severity; the score's challenge from `medium` on, its hold from `high` on, its
 * denial when `critical`. Whatever is left decides.
 */
export function settleAction({ byScore, applied }: ActionClaims): Action {
  if (applied.length === 0) return byScore;
  let permitted = -1;
  for (const { effect, severity } of applied)
    if (effect.action === 'allow') permitted = Math.max(permitted, weight[severity]);
  let action: Action = permitted >= strictness[byScore] ? 'allow' : byScore;
  for (const { effect, severity } of applied) {
    if (effect.action !== 'challenge' && effect.action !== 'hold' && effect.action !== 'deny') continue;
    if (weight[severity] >= permitted) action = stricter(action, effect.action);
  }
  return action;
}
