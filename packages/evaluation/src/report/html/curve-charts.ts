import type { Curves } from '../../metrics/curves.ts';
import type { CalibrationBin } from '../../metrics/calibration.ts';
import { type Axis, chartFrame, logAxis, placeX, placeY, straightAxis } from './frame.ts';
import { percent } from './markup.ts';
import { type Series, drawnSeries, legend } from './series.ts';

/** Events of one kind, as charts lay them side by side. */
export interface ChartSubject {
  readonly name: string;
  readonly colour: number;
  readonly curves: Curves | undefined;
  readonly calibration: readonly CalibrationBin[];
}

const fifths = [0, 0.2, 0.4, 0.6, 0.8, 1];
const asked = logAxis('share of events asked (scored highest)', 0.0001);
const honestAsked = logAxis('share of honest events asked', 0.0001);
const caught = straightAxis('share of frauds caught', 1, fifths, '%');
const precision = straightAxis('share of frauds among those asked', 1, fifths, '%');

/** The four charts of some kinds of events. */
export const charts = (subjects: readonly ChartSubject[]): string =>
  [
    figure(
      'Frauds caught by events asked',
      'The further left a line rises, the fewer customers are asked for it.',
      curve(subjects, 'caughtByAsked', asked, caught),
    ),
    figure(
      'Precision and recall',
      'How many of those who are asked are frauds, when so many of all frauds are to be caught.',
      curve(subjects, 'precisionByCaught', caught, precision),
    ),
    figure(
      'Frauds caught by honest customers asked',
      'The ROC curve, with room for the small shares that matter.',
      curve(subjects, 'caughtByHonestAsked', honestAsked, caught),
    ),
    figure(
      'What a score means',
      'A score of 80 should mean the same risk for every event type: lines that lie together say the same. On the dashed line a score is the chance of fraud in per cent.',
      reliability(subjects),
    ),
  ].join('\n');

const figure = (title: string, words: string, drawn: string): string =>
  `<figure><figcaption><strong>${title}</strong><span>${words}</span></figcaption>${drawn}</figure>`;

function curve(subjects: readonly ChartSubject[], name: keyof Curves, x: Axis, y: Axis): string {
  const series = subjects.flatMap(({ name: who, colour, curves }): Series[] =>
    curves === undefined ? [] : [{ name: who, colour, points: curves[name] }],
  );
  if (series.length === 0) return '<p class="none">There are no known frauds here to draw a curve from.</p>';
  return (
    chartFrame(`${y.title} by ${x.title}`, x, y, series.map((one) => drawnSeries(one, x, y)).join('\n')) +
    legend(series)
  );
}

const score = straightAxis('score', 100, [0, 20, 40, 60, 80, 100], '');
const risk = straightAxis('share of frauds', 1, fifths, '%');

function reliability(subjects: readonly ChartSubject[]): string {
  const diagonal = `<line class="diagonal" x1="${placeX(score, 0)}" y1="${placeY(risk, 0)}" x2="${placeX(score, 100)}" y2="${placeY(risk, 1)}"/>`;
  const series = subjects.map(
    ({ name, colour, calibration }): Series => ({
      name,
      colour,
      points: calibration.map(({ meanScore, fraudRate, interval, from, to, events }) => ({
        x: meanScore,
        y: fraudRate,
        interval,
        says: `score ${from}–${to}, ${events} events, ${percent(fraudRate)} frauds (${interval.map(percent).join(' – ')})`,
      })),
    }),
  );
  const drawn = [diagonal, ...series.map((one) => drawnSeries(one, score, risk))].join('\n');
  return chartFrame('share of frauds by score', score, risk, drawn) + legend(series);
}
