import { type SeededRandom, seededRandom } from '../simulation/seeded-random.ts';

/** Chance with the shapes that people's lives have. */
export interface Chance extends SeededRandom {
  between(low: number, high: number): number;
  /** Normal, mean 0 and deviation 1. */
  normal(): number;
  /** Log-normal around a median; `lnSpread` is the deviation of its natural log. */
  around(median: number, lnSpread: number): number;
  /** How often something happens that happens `mean` times on average. */
  times(mean: number): number;
  /** A name of random letters: digits in a row might be taken for a payment card's number. */
  letters(count: number): string;
  weighted<T>(from: readonly (readonly [T, number])[]): T;
}

/** Chance of its own for each part of a life, so that one habit more does not change the others. */
export function chanceOf(seed: number, ...part: readonly (string | number)[]): Chance {
  const random = seededRandom(seed ^ hashOf(part.join('|')));
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
  return {
    ...random,
    between: (low, high) => low + random.next() * (high - low),
    normal,
    around: (median, lnSpread) => median * Math.exp(lnSpread * normal()),
    times(mean) {
      const end = Math.exp(-mean);
      let count = 0;
      for (let product = random.next(); product > end; product *= random.next()) count += 1;
      return count;
    },
    letters: (count) => Array.from({ length: count }, () => 'abcdefghijklmnopqrstuvwxyz'[random.below(26)]).join(''),
    weighted(from) {
      let left = random.next() * from.reduce((sum, [, weight]) => sum + weight, 0);
      for (const [value, weight] of from) {
        left -= weight;
        if (left < 0) return value;
      }
      return random.pick(from)[0];
    },
  };
}

/** FNV-1a. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash;
}
