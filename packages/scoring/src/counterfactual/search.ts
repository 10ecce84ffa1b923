import type { Action } from '@countersign/events';
import type { Policy } from '../policy/policy.ts';
import { type RecordedEvent, reDecide } from '../re-decide.ts';
import { type Edit, edited } from './edited.ts';
import type { Lever, LeverScale } from './lever.ts';
import { leversOf } from './levers.ts';

/** One thing that would have had to be otherwise. */
export interface Change {
  readonly lever: Lever;
  /** Where a part of the way is enough: the value nearest to what was observed. */
  readonly enough?: number;
}

/** Changes that together would have given a milder action. */
export interface Counterfactual {
  readonly action: Action;
  readonly changes: readonly Change[];
}

/** Levers that are combined, most; and how many at once. */
const mostLevers = 14;
const mostChanges = 3;
/** Alternatives that are told. */
const mostTold = 3;

/**
 * The fewest changes that would have given a milder action by the same policy, each alternative verified by deciding the event
 * again (`recorded.action` is what the policy decides on the record itself). Empty for what was allowed, for what this policy
 * does not decide so, and where no three changes are enough.
 */
export function counterfactualsOf(
  recorded: RecordedEvent & { readonly action: Action },
  policy: Policy,
): readonly Counterfactual[] {
  const verdict = recorded.action === 'allow' ? undefined : reDecide(recorded, policy);
  if (verdict === undefined || verdict.action !== recorded.action) return [];
  const levers = leversOf(recorded, policy, verdict).slice(0, mostLevers);
  const milder = (edits: readonly Edit[]): Action | undefined => {
    const action = reDecide(edited(recorded, edits), policy)?.action;
    return action !== undefined && order.indexOf(action) < order.indexOf(verdict.action) ? action : undefined;
  };
  for (let size = 1; size <= mostChanges; size += 1) {
    const found: Counterfactual[] = [];
    for (const chosen of combinations(levers, size)) {
      if (new Set(chosen.map(({ name }) => name)).size < size) continue;
      if (milder(chosen.map(({ harmless }) => harmless)) !== undefined) found.push(eased(chosen, milder));
      if (found.length === mostTold) break;
    }
    if (found.length > 0) return found;
  }
  return [];
}

const order: readonly Action[] = ['allow', 'challenge', 'hold', 'deny'];

function* combinations<T>(of: readonly T[], size: number, from = 0): Generator<readonly T[]> {
  if (size === 0) return yield [];
  for (let at = from; at <= of.length - size; at += 1) {
    for (const rest of combinations(of, size - 1, at + 1)) yield [of[at] as T, ...rest];
  }
}

/** Pulls each lever back as far as the others allow. */
function eased(levers: readonly Lever[], milder: (edits: readonly Edit[]) => Action | undefined): Counterfactual {
  const edits = levers.map(({ harmless }) => harmless);
  const changes = levers.map((lever, at): Change => {
    if (lever.scale === undefined) return { lever };
    const { scale } = lever;
    const isEnough = (value: number): boolean => milder(edits.with(at, scale.at(value))) !== undefined;
    const enough = nearestEnough(scale, isEnough);
    if (enough === undefined) return { lever };
    edits[at] = scale.at(enough);
    return { lever, enough };
  });
  const action = milder(edits);
  if (action === undefined) throw new Error('A counterfactual does not hold.'); // `isEnough` said so of these very edits.
  return { action, changes };
}

/** Halvings: from a million down to a thousandth. */
const halvings = 40;

/** The value nearest to the observed one that is enough, in whole numbers where they are large; undefined: only the very end. */
function nearestEnough({ observed, harmless }: LeverScale, isEnough: (value: number) => boolean): number | undefined {
  let [tooNear, far] = [observed, harmless];
  for (let step = 0; step < halvings; step += 1) {
    const middle = (tooNear + far) / 2;
    if (isEnough(middle)) far = middle;
    else tooNear = middle;
  }
  const rounded = [1, 100, 1_000].map((unit) => roundTowards(far, harmless, unit));
  return rounded.find(
    (value) => value !== observed && value !== harmless && isBetween(value, harmless, observed) && isEnough(value),
  );
}

const roundTowards = (value: number, end: number, unit: number): number =>
  (end < value ? Math.floor(value * unit) : Math.ceil(value * unit)) / unit;

const isBetween = (value: number, a: number, b: number): boolean => value >= Math.min(a, b) && value <= Math.max(a, b);
