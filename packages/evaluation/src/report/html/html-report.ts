import type { EvaluationReport } from '../evaluation-report.ts';
import { type CurvesByType, allEvents } from '../report-curves.ts';
import { burdenTables } from './burden-chart.ts';
import { type ChartSubject, charts } from './curve-charts.ts';
import { figureTable, keyFigures } from './figure-table.ts';
import { count, escaped } from './markup.ts';
import { pageStyle } from './page-style.ts';

/** What a page says beside its figures. */
export interface ReportSubject {
  /** What was measured, for example the name of a file. */
  readonly what: string;
  /** Policy and model. */
  readonly by: string;
  /** First and last moment of the test period, RFC 3339. */
  readonly period: readonly [string, string];
  /** How long after its event a label was learned, in words. */
  readonly labelDelay: string;
}

/** An evaluation as one page of HTML that needs nothing else: figures, curves, what a score means, and how honest customers fare. */
export function htmlReport(report: EvaluationReport, curves: CurvesByType, subject: ReportSubject): string {
  const { what, by, period, labelDelay } = subject;
  const days = period.map((instant) => instant.slice(0, 10)).join(' to ');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Detection on ${escaped(what)}</title>
<style>${pageStyle}</style>
</head>
<body>
<h1>Detection on ${escaped(what)}</h1>
<p class="lead">${escaped(by)} · ${count(report.events)} events from ${escaped(days)}, ${count(report.frauds)} of them frauds</p>
<div class="cards">${keyFigures(report)}</div>
<h2>Curves</h2>
<div class="charts">${charts(subjectsOf(report, curves))}</div>
<h2>Figures</h2>
${figureTable(report)}
<h2>How honest customers fare</h2>
<p>Shares of honest events that the policy as it is asks for a code, and that it holds or denies. Marked is what a group, unless it is most of them, bears more than twice as often as all others together.</p>
${burdenTables(report.fairness)}
<h2>How it was measured</h2>
<p>Events came in order of time on the scorer’s own path; each was scored before it changed anything, and labels were learned ${escaped(labelDelay)} after their event, never earlier. Challenges stayed unanswered. What lies before the test period built state and chose thresholds. Ranges and bands hold the middle 95 % of 200 resamples of whole accounts.</p>
</body>
</html>
`;
}

const mostLines = 6;

/** All events, and each type where there are several; the types with most frauds where there are too many to draw. */
function subjectsOf(report: EvaluationReport, curves: CurvesByType): readonly ChartSubject[] {
  const types = Object.entries(report.byEventType);
  const all = { name: allEvents, colour: 0, curves: curves.get(allEvents), calibration: report.calibration };
  if (types.length < 2) return [all];
  const drawn = types.toSorted(([, a], [, b]) => b.frauds - a.frauds).slice(0, mostLines);
  return [
    all,
    ...drawn.map(([name, { calibration }], at) => ({ name, colour: at + 1, curves: curves.get(name), calibration })),
  ];
}
