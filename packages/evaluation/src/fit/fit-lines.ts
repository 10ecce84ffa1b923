import type { Fit, FittedType, Refitted } from './fit-weights.ts';
import { leastForBias, leastOfEach } from './fit-weights.ts';
import { counted } from '../report/counted.ts';

/** What a fit changed, as lines of text: the largest changes first. */
export function fitLines({ fitted, left }: Fit): readonly string[] {
  return [
    ...fitted.flatMap(typeLines),
    ...left.map(
      ({ type, events, frauds }) =>
        `${type} keeps its weights: ${known(events, frauds)}, and ${leastForBias} of each are needed for its bias, ${leastOfEach} for its weights.`,
    ),
  ];
}

function typeLines({ type, events, frauds, bias, weights, isBiasAlone }: FittedType): readonly string[] {
  return [
    isBiasAlone
      ? `${type}: ${known(events, frauds)}; enough for its bias, and its weights stay`
      : `${type}: ${known(events, frauds)}`,
    line('bias', bias),
    ...(isBiasAlone ? [] : weightLines(weights)),
  ];
}

function weightLines(weights: FittedType['weights']): readonly string[] {
  const changed = [...weights]
    .filter(([, { was, now }]) => was !== now)
    .toSorted(([, one], [, other]) => Math.abs(other.now - other.was) - Math.abs(one.now - one.was));
  const same = weights.size - changed.length;
  return [
    ...changed.map(([code, weight]) => line(code, weight)),
    ...(same === 0 ? [] : [`  ${counted(same, 'other weight')} ${same === 1 ? 'stays' : 'stay'}.`]),
  ];
}

const known = (events: number, frauds: number): string =>
  `${counted(frauds, 'fraud')} and ${counted(events - frauds, 'honest event')} are known`;

const line = (name: string, { was, now }: Refitted): string => `  ${name.padEnd(32)} ${points(was)} → ${points(now)}`;

const points = (value: number): string => value.toFixed(2).replace('-', '−').padStart(7);
