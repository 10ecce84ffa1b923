import { type Curves, curvesOf } from '../metrics/curves.ts';
import type { ScoredEvent } from '../run/scored-event.ts';
import type { ReportPlan } from './evaluation-report.ts';

/** Curves by event type, and of all events under the name `all events`; undefined where there is nothing to draw. */
export type CurvesByType = ReadonlyMap<string, Curves | undefined>;

/** Name under which the curves of all events stand. */
export const allEvents = 'all events';

/** The curves of the test period of a pass: of all events, and of each type where there are several. */
export function reportCurves(scored: readonly ScoredEvent[], { testFromMs, draw }: ReportPlan): CurvesByType {
  const test = scored.filter(({ timeMs }) => timeMs >= testFromMs);
  const byType = [...Map.groupBy(test, ({ type }) => type)];
  const each = byType.length < 2 ? [] : byType.map(([type, events]) => [type, curvesOf(events, draw)] as const);
  return new Map<string, Curves | undefined>([[allEvents, curvesOf(test, draw)], ...each]);
}
