import { type Draw, type Interval, bootstrapIntervals } from '../metrics/bootstrap.ts';
import { type BudgetHit, budgetHit } from '../metrics/budget/budget-hit.ts';
import { type CalibrationBin, calibration } from '../metrics/calibration.ts';
import { type GroupBurden, burdens } from '../metrics/fairness.ts';
import { type RankingQuality, ranked, rankingQuality } from '../metrics/ranking.ts';
import { type SameScore, sameScore } from '../metrics/same-score.ts';
import type { ScoredEvent } from '../run/scored-event.ts';

/** What a number of events came to. Shares of 0..1; null where there is nothing to divide by. */
export interface Figures {
  readonly events: number;
  readonly frauds: number;
  /** Share of frauds among the events scored highest, by the share of events so taken. */
  readonly recallAt: Readonly<Record<string, number | null>>;
  readonly averagePrecision: number | null;
  readonly rocAuc: number | null;
  readonly tprAt1PercentFpr: number | null;
  /** Share of honest events that the policy asked, held or denied. */
  readonly legitimateChallenged: number | null;
  /** Share of frauds that it asked, held or denied. */
  readonly fraudCaught: number | null;
}

export interface EvaluationReport extends Figures {
  readonly budget: BudgetHit | undefined;
  readonly calibration: readonly CalibrationBin[];
  /** Middle 95 % of 200 resamples of accounts, by figure. */
  readonly intervals: Readonly<Record<string, Interval>>;
  readonly byEventType: Readonly<Record<string, TypeReport>>;
  readonly fairness: readonly GroupBurden[];
}

/** The same for the events of one type. */
export interface TypeReport extends Figures {
  readonly calibration: readonly CalibrationBin[];
  /** Whether its scores mean what those of all types mean; null where nothing can be said. */
  readonly sameScore: SameScore | null;
  readonly intervals: Readonly<Record<string, Interval>>;
}

/** What a report is about beside its events. */
export interface ReportPlan {
  /** Start of the test period, epoch milliseconds; what came earlier built state and chose thresholds. */
  readonly testFromMs: number;
  /** Wanted share of challenges, 0..1. */
  readonly budget: number;
  readonly draw: Draw;
}

/** Measures the test period of a pass. */
export function reportOf(scored: readonly ScoredEvent[], { testFromMs, budget, draw }: ReportPlan): EvaluationReport {
  const test = scored.filter(({ timeMs }) => timeMs >= testFromMs);
  const intervals = intervalsOf(test, draw);
  const byType = [...Map.groupBy(test, ({ type }) => type)];
  const all = calibration(test, draw);
  return {
    ...figuresOf(test),
    budget: budgetHit(scored, testFromMs, budget),
    calibration: all,
    intervals,
    byEventType: Object.fromEntries(
      byType.map(([type, events]) => [
        type,
        {
          ...figuresOf(events),
          calibration: calibration(events, draw),
          sameScore: sameScore(events, all, draw) ?? null,
          intervals: byType.length === 1 ? intervals : intervalsOf(events, draw),
        },
      ]),
    ),
    fairness: burdens(test, draw),
  };
}

function figuresOf(events: readonly ScoredEvent[]): Figures {
  const frauds = events.filter(({ isFraud }) => isFraud).length;
  return {
    events: events.length,
    frauds,
    ...named(rankingQuality(ranked(events))),
    ...caught(stoppedOf(events), () => 1),
  };
}

function named({ recallAt, averagePrecision, rocAuc, tprAt1PercentFpr }: RankingQuality) {
  return {
    recallAt: Object.fromEntries([...recallAt].map(([rate, recall]) => [String(rate), known(recall)])),
    averagePrecision: known(averagePrecision),
    rocAuc: known(rocAuc),
    tprAt1PercentFpr: known(tprAt1PercentFpr),
  };
}

/** What was asked, held or denied, of honest events and of frauds; `weightOf` as in `rankingQuality`. */
function caught(stopped: Uint8Array, weightOf: (event: number) => number) {
  const counts = [0, 0, 0, 0];
  for (let at = 0; at < stopped.length; at += 1) {
    const kind = stopped[at] ?? 0;
    counts[kind] = (counts[kind] ?? 0) + weightOf(at);
  }
  const [honest = 0, honestStopped = 0, fraud = 0, fraudStopped = 0] = counts;
  return {
    legitimateChallenged: known(honestStopped / (honest + honestStopped)),
    fraudCaught: known(fraudStopped / (fraud + fraudStopped)),
  };
}

/** Of each event: 1 where it was not simply allowed, and 2 more where it was a fraud. */
const stoppedOf = (events: readonly ScoredEvent[]): Uint8Array =>
  Uint8Array.from(events, ({ isFraud, action }) => (isFraud ? 2 : 0) + (action === 'allow' ? 0 : 1));

function intervalsOf(events: readonly ScoredEvent[], draw: Draw): Readonly<Record<string, Interval>> {
  const order = ranked(events);
  const stoppedEach = stoppedOf(events);
  const accounts = events.map(({ account }) => account);
  return bootstrapIntervals(
    accounts,
    (weightOf) => {
      const quality = rankingQuality(order, weightOf);
      const stopped = caught(stoppedEach, weightOf);
      return {
        ...Object.fromEntries([...quality.recallAt].map(([rate, recall]) => [`recallAt ${rate}`, recall])),
        averagePrecision: quality.averagePrecision,
        rocAuc: quality.rocAuc,
        tprAt1PercentFpr: quality.tprAt1PercentFpr,
        legitimateChallenged: stopped.legitimateChallenged ?? Number.NaN,
        fraudCaught: stopped.fraudCaught ?? Number.NaN,
      };
    },
    draw,
  );
}

const known = (value: number): number | null => (Number.isFinite(value) ? value : null);
