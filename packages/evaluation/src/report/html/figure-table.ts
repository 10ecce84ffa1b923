import type { Interval } from '../../metrics/bootstrap.ts';
import type { EvaluationReport, Figures } from '../evaluation-report.ts';
import { count, escaped, percent } from './markup.ts';

type Measured = Figures & { readonly intervals: Readonly<Record<string, Interval>> };

/** One figure: its words, where it is in a report, and the name of its interval. */
interface Line {
  readonly words: string;
  readonly name: string;
  of(figures: Figures): number | null | undefined;
  readonly written: (value: number) => string;
}

const four = (value: number): string => value.toFixed(4);
const recallLine = (rate: number): Line => ({
  words: `frauds caught when ${percent(rate)} of events are asked`,
  name: `recallAt ${rate}`,
  of: ({ recallAt }) => recallAt[String(rate)],
  written: percent,
});

const lines: readonly Line[] = [
  ...[0.005, 0.01, 0.02, 0.05].map(recallLine),
  { words: 'average precision', name: 'averagePrecision', of: (f) => f.averagePrecision, written: four },
  { words: 'area under the ROC curve', name: 'rocAuc', of: (f) => f.rocAuc, written: four },
  {
    words: 'frauds caught at 1\u00a0% of honest events asked',
    name: 'tprAt1PercentFpr',
    of: (f) => f.tprAt1PercentFpr,
    written: percent,
  },
  {
    words: 'frauds that the policy asked, held or denied',
    name: 'fraudCaught',
    of: (f) => f.fraudCaught,
    written: percent,
  },
  {
    words: 'honest events that it asked, held or denied',
    name: 'legitimateChallenged',
    of: (f) => f.legitimateChallenged,
    written: percent,
  },
];

/** Every figure of all events and of each type, with its interval. */
export function figureTable(report: EvaluationReport): string {
  const types = Object.entries(report.byEventType);
  const columns: readonly (readonly [string, Measured])[] = [
    ['all events', report],
    ...(types.length < 2 ? [] : types),
  ];
  const head = columns.map(([name]) => `<th scope="col">${escaped(name)}</th>`).join('');
  const sizes = columns.map(([, { events, frauds }]) => `<td>${count(events)} / ${count(frauds)}</td>`).join('');
  const rows = lines.map(
    (line) =>
      `<tr><th scope="row">${line.words}</th>${columns.map(([, figures]) => `<td>${cell(line, figures)}</td>`).join('')}</tr>`,
  );
  return `<div class="wide"><table class="figures"><thead><tr><th></th>${head}</tr></thead><tbody>
<tr><th scope="row">events / frauds</th>${sizes}</tr>
${rows.join('\n')}</tbody></table></div>`;
}

function cell({ of, name, written }: Line, figures: Measured): string {
  const value = of(figures);
  if (value === null || value === undefined) return '<span class="none">not known</span>';
  const interval = figures.intervals[name];
  const range = interval === undefined ? '' : `<small>${interval.map(written).join(' – ')}</small>`;
  return `${written(value)}${range}`;
}

/** The figures that a reader looks for first. */
export function keyFigures({
  recallAt,
  averagePrecision,
  fraudCaught,
  legitimateChallenged,
  budget,
  intervals,
}: EvaluationReport): string {
  const range = (name: string, written: (value: number) => string): string =>
    intervals[name] === undefined ? '' : intervals[name].map(written).join(' – ');
  return [
    card(
      'of frauds caught when 1\u00a0% of events are asked',
      shown(recallAt['0.01'], percent),
      range('recallAt 0.01', percent),
    ),
    card(
      'average precision',
      shown(averagePrecision, (value) => value.toFixed(3)),
      range('averagePrecision', (value) => value.toFixed(3)),
    ),
    card('of frauds caught by the policy as it is', shown(fraudCaught, percent), range('fraudCaught', percent)),
    card(
      'of honest events asked by the policy as it is',
      shown(legitimateChallenged, percent),
      range('legitimateChallenged', percent),
    ),
    ...(budget === undefined
      ? []
      : [
          card(
            `asked, where a budget of ${percent(budget.asked)} was wanted`,
            percent(budget.reached),
            'thresholds chosen from the past alone',
          ),
        ]),
  ].join('\n');
}

const shown = (value: number | null | undefined, written: (value: number) => string): string =>
  value === null || value === undefined ? '–' : written(value);

const card = (words: string, value: string, range: string): string =>
  `<div class="card"><b>${value}</b><span>${escaped(words)}</span><small>${range}</small></div>`;
