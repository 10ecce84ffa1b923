import { type Draw, type Interval, bootstrapIntervals } from './bootstrap.ts';
import { type Ranked, ranked } from './ranking.ts';

/** One point of a curve; the interval is of `y`. */
export interface CurvePoint {
  readonly x: number;
  readonly y: number;
  readonly interval: Interval | undefined;
}

/** The three curves of a ranking, each over a fixed grid. Shares of 0..1. */
export interface Curves {
  /** Share of frauds caught (y) when the highest scored share of events is asked (x). */
  readonly caughtByAsked: readonly CurvePoint[];
  /** Share of frauds among those asked (y) when a share of frauds is caught (x). */
  readonly precisionByCaught: readonly CurvePoint[];
  /** Share of frauds caught (y) when a share of honest events is asked (x): ROC. */
  readonly caughtByHonestAsked: readonly CurvePoint[];
}

interface Scored {
  readonly account: string;
  readonly score: number;
  readonly isFraud: boolean;
}

type CurveName = keyof Curves;

/** From 0.01 % to all, twelve points a decade: what matters happens at small shares. */
const smallShares = Array.from({ length: 49 }, (_, at) => 10 ** (at / 12 - 4));
const evenShares = Array.from({ length: 50 }, (_, at) => (at + 1) / 50);
const grids: Readonly<Record<CurveName, readonly number[]>> = {
  caughtByAsked: smallShares,
  precisionByCaught: evenShares,
  caughtByHonestAsked: smallShares,
};

/** The curves of some events, with intervals over resamples of whole accounts; undefined without frauds or without others. */
export function curvesOf(events: readonly Scored[], draw: Draw): Curves | undefined {
  const frauds = events.filter(({ isFraud }) => isFraud).length;
  if (frauds === 0 || frauds === events.length) return undefined;
  const order = ranked(events);
  const whole = walk(order, () => 1);
  const intervals = bootstrapIntervals(
    events.map(({ account }) => account),
    (weightOf) => named(walk(order, weightOf)),
    draw,
  );
  const curve = (name: CurveName): readonly CurvePoint[] =>
    grids[name].map((x, at) => ({ x, y: whole[name][at] ?? Number.NaN, interval: intervals[`${name} ${at}`] }));
  return {
    caughtByAsked: curve('caughtByAsked'),
    precisionByCaught: curve('precisionByCaught'),
    caughtByHonestAsked: curve('caughtByHonestAsked'),
  };
}

type Values = Readonly<Record<CurveName, number[]>>;

const named = (values: Values): Record<string, number> =>
  Object.fromEntries(
    (Object.keys(grids) as CurveName[]).flatMap((name) =>
      values[name].map((value, at): [string, number] => [`${name} ${at}`, value]),
    ),
  );

/** Values of all three curves in one walk down the ranking; between two scores they go straight. */
function walk({ scores, frauds, origin }: Ranked, weightOf: (origin: number) => number): Values {
  let [total, positives] = [0, 0];
  for (let at = 0; at < scores.length; at += 1) {
    const weight = weightOf(origin[at] ?? 0);
    total += weight;
    if (frauds[at] === 1) positives += weight;
  }
  const values: Values = { caughtByAsked: [], precisionByCaught: [], caughtByHonestAsked: [] };
  let [taken, caught] = [0, 0];
  for (let at = 0; at < scores.length; ) {
    const before = { taken, caught };
    const score = scores[at];
    for (; at < scores.length && scores[at] === score; at += 1) {
      const weight = weightOf(origin[at] ?? 0);
      taken += weight;
      if (frauds[at] === 1) caught += weight;
    }
    const between = (x0: number, x1: number, x: number): number => (x1 === x0 ? 1 : (x - x0) / (x1 - x0));
    const caughtAt = (share: number): number => (before.caught + share * (caught - before.caught)) / positives;
    pass(values, 'caughtByAsked', taken / total, (x) => caughtAt(between(before.taken / total, taken / total, x)));
    pass(values, 'precisionByCaught', caught / positives, (x) => {
      const share = between(before.caught / positives, caught / positives, x);
      return (x * positives) / (before.taken + share * (taken - before.taken));
    });
    const honest = total - positives;
    const [falseBefore, falseNow] = [(before.taken - before.caught) / honest, (taken - caught) / honest];
    pass(values, 'caughtByHonestAsked', falseNow, (x) => caughtAt(between(falseBefore, falseNow, x)));
  }
  return values;
}

/** Adds the values at all grid points that were reached now. */
function pass(values: Values, name: CurveName, reached: number, valueAt: (x: number) => number): void {
  const grid = grids[name];
  const list = values[name];
  for (let x = grid[list.length]; x !== undefined && x <= reached + 1e-12; x = grid[list.length]) list.push(valueAt(x));
}
