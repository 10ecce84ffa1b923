import type { EventType } from '@countersign/events';
import { describe, expect, it } from 'vitest';
import type { ScoredEvent } from '../../run/scored-event.ts';
import { reportOf } from '../evaluation-report.ts';
import { reportCurves } from '../report-curves.ts';
import { htmlReport } from './html-report.ts';

/** Always the same resamples. */
const draw = (): ((below: number) => number) => {
  let state = 1;
  return (below) => (state = (state * 48_271) % 2_147_483_647) % below;
};

/** Every hundredth event is a fraud, and most frauds score high; customers in NG are asked five times as often. */
function events(types: readonly EventType[], count = 3_000): ScoredEvent[] {
  return Array.from({ length: count }, (_, at) => {
    const isFraud = at % 100 === 0;
    const country = at % 3 === 0 ? 'NG' : 'PT';
    const isAsked = isFraud || at % (country === 'NG' ? 60 : 301) === 0;
    return {
      id: `e${at}`,
      type: types[Math.floor(at / 7) % types.length] ?? 'login.succeeded',
      account: `a${at % 70}`,
      timeMs: Date.UTC(2026, 0, 1) + at * 60_000,
      score: isFraud && at % 500 !== 0 ? 90 + (at % 7) : (at * 7) % 60,
      action: isAsked ? 'challenge' : 'allow',
      isFraud,
      segments: { country, network: '<script>&"' },
    };
  });
}

function page(scored: readonly ScoredEvent[]): string {
  const plan = () => ({ testFromMs: Number.NEGATIVE_INFINITY, budget: 0.01, draw: draw() });
  return htmlReport(reportOf(scored, plan()), reportCurves(scored, plan()), {
    what: 'events & <more>.ndjson',
    by: 'policy default@1',
    period: ['2026-01-01T00:00:00Z', '2026-01-03T00:00:00Z'],
    labelDelay: '7d',
  });
}

describe('the page', () => {
  const text = page(events(['login.succeeded', 'purchase.requested']));

  it('needs nothing from elsewhere, and runs nothing', () => {
    expect(text).toMatch(/^<!doctype html>/);
    expect(text).not.toMatch(/(src|href)=|@import|url\(|<script/);
    expect(text).toContain('events &amp; &lt;more&gt;.ndjson');
    expect(text).toContain('&lt;script&gt;&amp;&quot;');
  });

  it('draws a line for all events and for each type in every chart, and says no more than is known', () => {
    expect(text.match(/<svg class="chart"/g)).toHaveLength(4);
    expect(text.match(/<g class="series c0">/g)).toHaveLength(4);
    expect(text.match(/<g class="series c2">/g)).toHaveLength(4);
    expect(text).toContain('purchase.requested</li>');
    expect(text).not.toMatch(/NaN|undefined|null|Infinity/);
  });

  it('marks who is asked more than twice as often as the others', () => {
    expect(text).toMatch(/<tr class="flagged"><th scope="row">NG<\/th>.*more than twice the others/);
    expect(text).not.toMatch(/<tr class="flagged"><th scope="row">PT/);
  });

  it('is whole where there are no frauds to draw a curve from', () => {
    const quiet = page(events(['login.succeeded']).map((event) => ({ ...event, isFraud: false })));
    expect(quiet).toContain('There are no known frauds here to draw a curve from.');
    expect(quiet).not.toMatch(/NaN|undefined|null|Infinity/);
  });
});
