import { escaped } from './markup.ts';

/** A direction of a chart: from data to a place of 0..1. */
export interface Axis {
  readonly title: string;
  readonly ticks: readonly { readonly at: number; readonly text: string }[];
  /** 0 at the beginning of the axis, 1 at its end; outside of it clamped. */
  place(value: number): number;
}

/** A straight axis of 0..most. */
export const straightAxis = (title: string, most: number, ticks: readonly number[], unit: string): Axis => ({
  title,
  ticks: ticks.map((at) => ({
    at,
    text: `${Number((at * (unit === '%' ? 100 : 1)).toPrecision(6))}${unit && ` ${unit}`}`,
  })),
  place: (value) => Math.min(1, Math.max(0, value / most)),
});

/** An axis of shares where every factor of ten takes the same room. */
export const logAxis = (title: string, least: number): Axis => ({
  title,
  ticks: Array.from({ length: Math.round(-Math.log10(least)) + 1 }, (_, at) => {
    const share = least * 10 ** at;
    return { at: share, text: `${Number((share * 100).toPrecision(3))} %` };
  }),
  place: (value) => Math.min(1, Math.max(0, 1 - Math.log10(Math.max(value, least)) / Math.log10(least))),
});

/** Size of a chart and of the room for its axes, in the units of the drawing. */
const size = { width: 440, height: 320, left: 58, right: 24, top: 12, bottom: 46 } as const;
const plotWidth = size.width - size.left - size.right;
const plotHeight = size.height - size.top - size.bottom;

/** Where data lies in the drawing. */
export const placeX = (axis: Axis, value: number): number => round(size.left + axis.place(value) * plotWidth);
export const placeY = (axis: Axis, value: number): number => round(size.top + (1 - axis.place(value)) * plotHeight);

const round = (number: number): number => Math.round(number * 10) / 10;

/** A chart: what it shows in words, axes with their grid, and what is drawn on them. */
export function chartFrame(title: string, x: Axis, y: Axis, drawn: string): string {
  const right = size.left + plotWidth;
  const bottom = size.top + plotHeight;
  const vertical = x.ticks.map(({ at, text }) => {
    const px = placeX(x, at);
    return `<line class="grid" x1="${px}" x2="${px}" y1="${size.top}" y2="${bottom}"/><text class="tick" x="${px}" y="${bottom + 16}" text-anchor="middle">${escaped(text)}</text>`;
  });
  const horizontal = y.ticks.map(({ at, text }) => {
    const py = placeY(y, at);
    return `<line class="grid" x1="${size.left}" x2="${right}" y1="${py}" y2="${py}"/><text class="tick" x="${size.left - 8}" y="${py + 4}" text-anchor="end">${escaped(text)}</text>`;
  });
  const middleY = size.top + plotHeight / 2;
  return [
    `<svg class="chart" viewBox="0 0 ${size.width} ${size.height}" role="img" aria-label="${escaped(title)}">`,
    ...vertical,
    ...horizontal,
    `<text class="axis" x="${size.left + plotWidth / 2}" y="${size.height - 8}" text-anchor="middle">${escaped(x.title)}</text>`,
    `<text class="axis" transform="rotate(-90 14 ${middleY})" x="14" y="${middleY}" text-anchor="middle">${escaped(y.title)}</text>`,
    drawn,
    '</svg>',
  ].join('\n');
}
