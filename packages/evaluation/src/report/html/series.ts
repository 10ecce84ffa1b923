import type { Interval } from '../../metrics/bootstrap.ts';
import { type Axis, placeX, placeY } from './frame.ts';
import { escaped } from './markup.ts';

/** A line of a chart, with the band that it may lie in. */
export interface Series {
  readonly name: string;
  /** Number of its colour, from 0. */
  readonly colour: number;
  readonly points: readonly SeriesPoint[];
}

interface SeriesPoint {
  readonly x: number;
  readonly y: number;
  readonly interval: Interval | undefined;
  /** What the point says when it is pointed at; drawn as a dot where it is given. */
  readonly says?: string;
}

/** A series as a band, a line over it, and dots where points say something. */
export function drawnSeries({ name, colour, points }: Series, x: Axis, y: Axis): string {
  const known = points.filter((point) => Number.isFinite(point.y));
  const line = known.map((point) => `${placeX(x, point.x)},${placeY(y, point.y)}`).join(' ');
  const edge = (end: 0 | 1): string[] =>
    known.map((point) => `${placeX(x, point.x)},${placeY(y, point.interval?.[end] ?? point.y)}`);
  const band = [...edge(1), ...edge(0).toReversed()].join(' ');
  const dots = known.flatMap(({ x: px, y: py, says }) =>
    says === undefined
      ? []
      : [
          `<circle r="3.5" cx="${placeX(x, px)}" cy="${placeY(y, py)}"><title>${escaped(`${name}: ${says}`)}</title></circle>`,
        ],
  );
  return `<g class="series c${colour}"><polygon class="band" points="${band}"/><polyline points="${line}"/>${dots.join('')}</g>`;
}

/** Which colour is which line; nothing where there is one line only. */
export const legend = (series: readonly Series[]): string =>
  series.length < 2
    ? ''
    : `<ul class="legend">${series.map(({ name, colour }) => `<li class="c${colour}">${escaped(name)}</li>`).join('')}</ul>`;
