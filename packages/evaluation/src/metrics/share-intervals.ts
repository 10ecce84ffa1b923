import { type Draw, type Interval, middleOf, resamples } from './bootstrap.ts';

/** One event that counts for a share, by the name of the share. */
export interface Counted {
  readonly account: string;
  readonly name: string;
  /** Whether it is in the part, and not only in the whole. */
  readonly isPart: boolean;
}

/**
 * Intervals of shares under chance in which accounts came, as `bootstrapIntervals` has them, for many shares at once: what an
 * account adds is summed before anything is drawn.
 */
export function shareIntervals(events: Iterable<Counted>, draw: Draw): ReadonlyMap<string, Interval> {
  const numbers = new Map<string, number>();
  const sums = new Map<string, Map<number, { part: number; whole: number }>>();
  for (const { account, name, isPart } of events) {
    const number = numbers.get(account) ?? numbers.size;
    numbers.set(account, number);
    const ofName = sums.get(name) ?? new Map<number, { part: number; whole: number }>();
    sums.set(name, ofName);
    const sum = ofName.get(number) ?? { part: 0, whole: 0 };
    ofName.set(number, sum);
    sum.whole += 1;
    if (isPart) sum.part += 1;
  }
  const found = new Map<string, number[]>([...sums.keys()].map((name) => [name, []]));
  for (let round = 0; round < resamples; round += 1) {
    const times = new Uint32Array(numbers.size);
    for (let drawn = 0; drawn < numbers.size; drawn += 1) {
      const account = draw(numbers.size);
      times[account] = (times[account] ?? 0) + 1;
    }
    for (const [name, ofName] of sums) {
      let [part, whole] = [0, 0];
      for (const [account, sum] of ofName) {
        const weight = times[account] ?? 0;
        part += weight * sum.part;
        whole += weight * sum.whole;
      }
      if (whole > 0) found.get(name)?.push(part / whole);
    }
  }
  return new Map([...found].map(([name, values]) => [name, middleOf(values)]));
}
