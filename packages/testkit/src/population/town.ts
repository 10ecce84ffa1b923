import { type Robbery, robberyOf } from './attacks/robbery.ts';
import type { AttackStep } from './attacks/attack.ts';
import type { Happening, Life } from './happening.ts';
import { lifeOf } from './household.ts';

/** What is scored together: seeds that share offices, carriers, shops and thieves' networks, in one stream. */
export interface Town {
  readonly seeds: readonly number[];
  readonly lives: readonly Life[];
  readonly robberies: readonly Robbery[];
  /** Everything that happens, in order of time. */
  readonly stream: readonly TownEvent[];
}

/** One event of a town's stream, and whose it is. */
export interface TownEvent {
  readonly happening: Happening;
  readonly seed: number;
  /** The attack's step; undefined for what honest people do. */
  readonly step?: AttackStep;
}

/** So many seeds live in one town: enough to know what is usual, few enough to run again in a second. */
export const townSize = 50;

/** The seeds of the town that a seed lives in; seeds count from 1. */
export function seedsOfTown(seed: number): readonly number[] {
  const first = Math.floor((seed - 1) / townSize) * townSize + 1;
  return Array.from({ length: townSize }, (_, at) => first + at);
}

/** A town in its year: for each seed one household that lives on, and one that is robbed. */
export function townOf(seeds: readonly number[]): Town {
  const lives = seeds.map((seed) => lifeOf(seed));
  const robberies = seeds.map(robberyOf);
  const stream: TownEvent[] = [];
  for (const { seed, happenings } of lives) for (const happening of happenings) stream.push({ happening, seed });
  for (const { seed, happenings, attack } of robberies) {
    for (const happening of happenings) stream.push({ happening, seed });
    for (const step of attack.steps) stream.push({ happening: step.happening, seed, step });
  }
  stream.sort((a, b) => a.happening.timeMs - b.happening.timeMs);
  return { seeds, lives, robberies, stream };
}
