/** What a ranking of events by score is worth. Shares of 0..1; NaN where there are no frauds, or nothing else. */
export interface RankingQuality {
  /** Share of the frauds among the highest scored events, by the share of events so taken. */
  readonly recallAt: ReadonlyMap<number, number>;
  /** Mean precision over the frauds, as scikit-learn's `average_precision_score`. */
  readonly averagePrecision: number;
  readonly rocAuc: number;
  readonly tprAt1PercentFpr: number;
}

/** Events in falling order of score, ready to be weighed again and again. */
export interface Ranked {
  readonly scores: Float64Array;
  /** 1 for a fraud. */
  readonly frauds: Uint8Array;
  /** Where the event stood before sorting. */
  readonly origin: Uint32Array;
}

export const challengeRates = [0.005, 0.01, 0.02, 0.05] as const;
const falsePositiveRate = 0.01;

export function ranked(events: readonly { readonly score: number; readonly isFraud: boolean }[]): Ranked {
  const origin = Uint32Array.from(events.keys()).sort((a, b) => (events[b]?.score ?? 0) - (events[a]?.score ?? 0));
  const at = (index: number) => events[index] ?? { score: 0, isFraud: false };
  return {
    origin,
    scores: Float64Array.from(origin, (index) => at(index).score),
    frauds: Uint8Array.from(origin, (index) => Number(at(index).isFraud)),
  };
}

/**
 * Quality of a ranking; `weightOf` an event by its place before sorting (1 each, or how often a bootstrap drew its account).
 * Events of equal score come as one: a threshold cannot part them, so a share of them is taken at random.
 */
export function rankingQuality(
  { scores, frauds, origin }: Ranked,
  weightOf: (origin: number) => number = () => 1,
): RankingQuality {
  let positives = 0;
  let total = 0;
  const weights = new Float64Array(scores.length);
  for (let at = 0; at < scores.length; at += 1) {
    const weight = weightOf(origin[at] ?? 0);
    weights[at] = weight;
    total += weight;
    if (frauds[at] === 1) positives += weight;
  }
  const negatives = total - positives;
  let [taken, caught, precisionSum, area] = [0, 0, 0, 0];
  const recallAt = new Map<number, number>();
  const budgets = [...challengeRates];
  let tpr = Number.NaN;
  for (let at = 0; at < scores.length; ) {
    const [takenBefore, caughtBefore] = [taken, caught];
    const score = scores[at];
    for (; at < scores.length && scores[at] === score; at += 1) {
      const weight = weights[at] ?? 0;
      taken += weight;
      if (frauds[at] === 1) caught += weight;
    }
    if (taken === takenBefore) continue;
    const newCaught = caught - caughtBefore;
    const newTaken = taken - takenBefore;
    precisionSum += newCaught * (caught / taken);
    area += (newTaken - newCaught) * (caughtBefore + newCaught / 2);
    while (budgets[0] !== undefined && taken >= budgets[0] * total) {
      const share = (budgets[0] * total - takenBefore) / newTaken;
      recallAt.set(budgets[0], (caughtBefore + share * newCaught) / positives);
      budgets.shift();
    }
    const falseBefore = takenBefore - caughtBefore;
    const falseNow = taken - caught;
    if (Number.isNaN(tpr) && falseNow >= falsePositiveRate * negatives && falseNow > falseBefore) {
      const share = Math.max(0, (falsePositiveRate * negatives - falseBefore) / (falseNow - falseBefore));
      tpr = (caughtBefore + share * newCaught) / positives;
    }
  }
  return {
    recallAt,
    averagePrecision: precisionSum / positives,
    rocAuc: area / (positives * negatives),
    tprAt1PercentFpr: tpr,
  };
}
