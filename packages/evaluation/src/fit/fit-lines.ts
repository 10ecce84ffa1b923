import type { Fit, FittedType, Refitted } from './fit-weights.ts';
import { leastOfEach } from './fit-weights.ts';

/** What a fit changed, as lines of text: the largest changes first. */
export function fitLines({ fitted, left }: Fit): readonly string[] {
  return [
    ...fitted.flatMap(typeLines),
    ...left.map(
      ({ type, events, frauds }) =>
        `${type} keeps its weights: ${frauds} frauds and ${events - frauds} honest events are known, and ${leastOfEach} of each are needed.`,
    ),
  ];
}

function typeLines({ type, events, frauds, bias, weights }: FittedType): readonly string[] {
  const changed = [...weights]
    .filter(([, { was, now }]) => was !== now)
    .toSorted(([, one], [, other]) => Math.abs(other.now - other.was) - Math.abs(one.now - one.was));
  const same = weights.size - changed.length;
  return [
    `${type}: ${events.toLocaleString('en-US')} events, ${frauds.toLocaleString('en-US')} of them frauds`,
    line('bias', bias),
    ...changed.map(([code, weight]) => line(code, weight)),
    ...(same === 0 ? [] : [`  ${same} other weights stay.`]),
  ];
}

const line = (name: string, { was, now }: Refitted): string => `  ${name.padEnd(32)} ${points(was)} → ${points(now)}`;

const points = (value: number): string => value.toFixed(2).replace('-', '−').padStart(7);
