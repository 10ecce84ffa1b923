import type { Burden, GroupBurden } from '../../metrics/fairness.ts';
import { count, escaped, percent } from './markup.ts';

const words: Readonly<Record<Burden, string>> = { challenged: 'asked for a code', denied: 'held or denied' };
/** Rows that are drawn at most; flagged ones always are. */
const mostRows = 12;

/** How honest customers fare by country, address, network and age of account: a row for each group. */
export function burdenTables(fairness: readonly GroupBurden[]): string {
  const groupings = [...Map.groupBy(fairness, ({ grouping }) => grouping)];
  if (groupings.length === 0) return '<p class="none">No group is large enough to tell (200 honest events).</p>';
  return groupings.map(([grouping, groups]) => burdenTable(grouping, groups)).join('\n');
}

function burdenTable(grouping: string, groups: readonly GroupBurden[]): string {
  const shown = groups.filter(({ isFlagged }, at) => isFlagged || at < mostRows);
  const most = (kind: Burden): number => Math.max(...groups.map(({ intervals }) => intervals[kind][1]), 1e-9);
  const scales = { challenged: most('challenged'), denied: most('denied') };
  const rows = shown.map((group) => row(group, scales)).join('\n');
  const more = groups.length - shown.length;
  const note = more > 0 ? `<p class="note">${more} more with less.</p>` : '';
  return `<table class="burdens"><caption>By ${escaped(grouping)}</caption>
<thead><tr><th scope="col">${escaped(grouping)}</th><th scope="col" class="number">honest events</th><th scope="col" colspan="2">${words.challenged}</th><th scope="col" colspan="2">${words.denied}</th></tr></thead>
<tbody>${rows}</tbody></table>${note}`;
}

function row(burden: GroupBurden, scales: Readonly<Record<Burden, number>>): string {
  const { group, events, flaggedFor } = burden;
  const cells = (['challenged', 'denied'] as const).map((kind) => {
    const isHeavy = flaggedFor.includes(kind);
    const [low, high] = burden.intervals[kind];
    const text = `${percent(burden[kind])} (${percent(low)} – ${percent(high)})`;
    const mark = isHeavy ? '<span class="flag"> more than twice the others</span>' : '';
    return `<td class="bar">${bar(burden[kind], [low, high], scales[kind], isHeavy)}</td><td>${text}${mark}</td>`;
  });
  return `<tr${flaggedFor.length > 0 ? ' class="flagged"' : ''}><th scope="row">${escaped(group)}</th><td class="number">${count(events)}</td>${cells.join('')}</tr>`;
}

/** A share as a dot, its interval as a line, on a scale that the table shares. */
function bar(share: number, [low, high]: readonly [number, number], most: number, isHeavy: boolean): string {
  const at = (value: number): number => Math.round((4 + (value / most) * 132) * 10) / 10;
  return `<svg viewBox="0 0 140 16" class="dotplot${isHeavy ? ' heavy' : ''}" aria-hidden="true"><line class="base" x1="4" x2="136" y1="8" y2="8"/><line class="range" x1="${at(low)}" x2="${at(high)}" y1="8" y2="8"/><circle cx="${at(share)}" cy="8" r="4"/></svg>`;
}
