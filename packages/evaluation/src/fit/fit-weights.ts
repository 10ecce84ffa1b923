import type { EventType } from '@countersign/events';
import { type Policy, weighedSignals } from '@countersign/scoring';
import type { FitExamples } from './fit-examples.ts';
import { logisticFit } from './logistic.ts';
import { keptShare } from './kept-share.ts';

/** A number of the policy before and after fitting, in its own log-odds. */
export interface Refitted {
  readonly was: number;
  readonly now: number;
}

/** What fitting found for one event type. */
export interface FittedType {
  readonly type: EventType;
  /** Examples whose truth was known, and the frauds among them. */
  readonly events: number;
  readonly frauds: number;
  readonly bias: Refitted;
  /** By reason code. */
  readonly weights: ReadonlyMap<string, Refitted>;
  /** Too few were known for weights: the bias alone was fitted. */
  readonly isBiasAlone: boolean;
}

/** Why an event type keeps the weights that it has. */
export interface NotFitted {
  readonly type: EventType;
  readonly events: number;
  readonly frauds: number;
}

export interface Fit {
  readonly fitted: readonly FittedType[];
  readonly left: readonly NotFitted[];
}

/** With fewer of either kind, weights would follow single stories. */
export const leastOfEach = 30;
/** One number needs fewer, and without it a score would mean something else for this type than for the others. */
export const leastForBias = 10;
const mostPoints = 20;
/** Strong enough that thirty frauds bend a policy and do not rewrite it; tens of thousands of events have their way all the same. */
const usualPull = 10;

/**
 * Weights by which the evidence of past events best tells frauds from honest events: logistic regression per event type, each
 * weight drawn to the one that the policy has (so that what the past says nothing about stays) and held to the sign that
 * the validator demands of it: risk never lowers a score, trust never raises one. Rounded to two decimals. The biases of
 * all fitted types are moved together so that as many of these events would be challenged by their score as are today. A type
 * with few frauds or few honest events has its bias fitted alone, and one with hardly any is left.
 *
 * @param pull how hard weights are drawn: λ of ½ λ Σ (weight − its present value)², weights in log-odds before the policy's `scale`
 */
export function fitWeights(all: readonly FitExamples[], policy: Policy, pull = usualPull): Fit {
  const enough = all.filter((examples) => hasOfEach(examples, leastForBias));
  const found = enough.map((examples) => ({ examples, coefficients: coefficientsOf(examples, policy, pull) }));
  const shift = keptShare(found, policy);
  return {
    fitted: found.map(({ examples, coefficients }) => fittedType(examples, coefficients, shift, policy)),
    left: all
      .filter((examples) => !enough.includes(examples))
      .map((examples) => ({ type: examples.type, ...tally(examples) })),
  };
}

function tally({ frauds, known }: FitExamples): { readonly events: number; readonly frauds: number } {
  let [events, found] = [0, 0];
  known.forEach((isKnown, row) => {
    events += isKnown;
    found += isKnown * (frauds[row] ?? 0);
  });
  return { events, frauds: found };
}

function hasOfEach(examples: FitExamples, least: number): boolean {
  const { events, frauds } = tally(examples);
  return frauds >= least && events - frauds >= least;
}

/** Bias and weights as true log-odds: those of the policy are divided by its scale before they become a score. */
function coefficientsOf(examples: FitExamples, policy: Policy, pull: number): readonly number[] {
  const { type, rows, frauds, known, offsets } = examples;
  const { scale } = policy;
  const signals = weighedSignals(type, policy);
  const most = mostPoints / scale;
  const isFree = hasOfEach(examples, leastOfEach);
  const boundsOf = ({ family, weight }: (typeof signals)[number]): readonly [number, number] => {
    if (!isFree) return [weight / scale, weight / scale];
    return family === 'trust' ? [-most, 0] : [0, most];
  };
  return logisticFit({
    rows,
    outcomes: frauds,
    counts: known,
    offsets: offsets.map((points) => points / scale),
    prior: [policy.byType[type].bias / scale, ...signals.map(({ weight }) => weight / scale)],
    pull: [0, ...signals.map(() => pull)],
    bounds: [[-most, 0], ...signals.map(boundsOf)],
  });
}

function fittedType(
  examples: FitExamples,
  [bias = 0, ...weights]: readonly number[],
  shift: number,
  policy: Policy,
): FittedType {
  const { type } = examples;
  const was = policy.byType[type].bias;
  const inPolicy = (logOdds: number): number => Math.round(logOdds * policy.scale * 100) / 100 + 0; // Never −0.
  return {
    type,
    ...tally(examples),
    isBiasAlone: !hasOfEach(examples, leastOfEach),
    bias: { was, now: Math.max(-mostPoints, Math.min(0, inPolicy(bias + shift))) },
    weights: new Map(
      weighedSignals(type, policy).map(({ code, weight }, at) => [
        code,
        { was: weight, now: inPolicy(weights[at] ?? 0) },
      ]),
    ),
  };
}
