import type { Interval } from '../metrics/bootstrap.ts';
import type { EvaluationReport, Figures, TypeReport } from './evaluation-report.ts';

/** A report as lines of text. */
export function reportLines(report: EvaluationReport): readonly string[] {
  const { budget, fairness, byEventType, intervals } = report;
  const types = Object.entries(byEventType);
  const flagged = fairness.filter(({ isFlagged }) => isFlagged);
  return [
    `${count(report.events)} events in the test period, ${count(report.frauds)} of them frauds.`,
    '',
    ...figureLines(report, intervals),
    ...(budget === undefined
      ? []
      : [
          line(`asked, of ${percent(budget.asked)} wanted, at a pace`, percent(budget.reached)),
          line('frauds caught by these', budget.fraudCaught === null ? 'not known' : percent(budget.fraudCaught)),
          ...(budget.nightly === null
            ? []
            : [line('asked, with thresholds set every night', percent(budget.nightly.reached))]),
          ...(budget.withoutTuning === null
            ? []
            : [
                line(
                  `asked, with one threshold (score ≥ ${budget.withoutTuning.threshold.toFixed(2)})`,
                  percent(budget.withoutTuning.reached),
                ),
              ]),
        ]),
    ...(types.length < 2
      ? []
      : types.flatMap(([type, figures]) => [
          '',
          `${type}: ${count(figures.events)} events, ${count(figures.frauds)} frauds`,
          ...figureLines(figures, figures.intervals),
        ])),
    '',
    'Score and truth:',
    ...report.calibration.map((bin) =>
      line(`score ${bin.from}–${bin.to}, ${count(bin.events)} events`, `${percent(bin.fraudRate)} frauds`),
    ),
    '',
    ...sameScoreLines(types),
    ...(flagged.length === 0
      ? ['No group of honest events is asked, held or denied more than twice as often as the others.']
      : [
          'Honest events asked, or held and denied, more than twice as often as the others:',
          ...flagged.flatMap((burden) =>
            burden.flaggedFor.map((kind) =>
              line(
                `${burden.grouping} ${burden.group}, ${count(burden.events)} events, ${kind}`,
                percent(burden[kind]),
                burden.intervals[kind],
              ),
            ),
          ),
        ]),
  ];
}

/** Whether a score means the same for each of several types. */
function sameScoreLines(types: readonly (readonly [string, TypeReport])[]): readonly string[] {
  const told = types.flatMap(([type, { sameScore }]) => (sameScore === null ? [] : [[type, sameScore] as const]));
  if (types.length < 2 || told.length === 0) return [];
  return [
    'Frauds at scores from 65 on, by those that the same scores of all types make (1: a score means the same):',
    ...told.map(([type, { events, ratio, interval }]) =>
      line(`${type}, ${count(events)} events`, ratio.toFixed(2), interval),
    ),
    '',
  ];
}

function figureLines(figures: Figures, intervals: Readonly<Record<string, Interval>>): readonly string[] {
  const of = (what: string, name: string, value: number | null | undefined): string =>
    line(what, value === null || value === undefined ? 'not known' : value.toFixed(4), intervals[name]);
  return [
    ...Object.entries(figures.recallAt).map(([rate, recall]) =>
      of(`frauds among the ${percent(Number(rate))} scored highest`, `recallAt ${rate}`, recall),
    ),
    of('average precision', 'averagePrecision', figures.averagePrecision),
    of('area under the ROC curve', 'rocAuc', figures.rocAuc),
    of('frauds found at 1 % false positives', 'tprAt1PercentFpr', figures.tprAt1PercentFpr),
    of('frauds challenged, held or denied by the policy', 'fraudCaught', figures.fraudCaught),
    of('honest events challenged, held or denied by it', 'legitimateChallenged', figures.legitimateChallenged),
  ];
}

const line = (what: string, value: string, interval?: Interval): string =>
  `  ${what.padEnd(52)} ${value.padStart(10)}${interval === undefined ? '' : `  (${interval.map((end) => end.toFixed(4)).join('–')})`}`;

const percent = (share: number): string => `${Number((share * 100).toFixed(3))} %`;

const count = (number: number): string => number.toLocaleString('en-US');
