import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Population, createPopulation, populationShards } from './population.ts';

const dayS = 86_400;
const startS = Date.UTC(2026, 0, 1) / 1000;

describe('a population', () => {
  it('counts what was seen and what was fraud', () => {
    const population = createPopulation();
    population.noteSeen([7, 8], startS);
    population.noteSeen([7], startS);
    population.noteFraud([8], startS);
    expect(population.seen(7, startS)).toBeCloseTo(2);
    expect(population.seen(8, startS)).toBeCloseTo(1);
    expect(population.frauds(8, startS)).toBeCloseTo(1);
    expect(population.frauds(7, startS)).toBe(0);
  });

  it('forgets half in 60 days', () => {
    const population = createPopulation();
    population.noteSeen([1], startS);
    expect(population.seen(1, startS + 60 * dayS)).toBeCloseTo(0.5);
    expect(population.seen(1, startS + 600 * dayS)).toBeLessThan(0.001);
  });

  it('is the same after it was stored and loaded, whatever happened in between', () => {
    const happening = fc.record({
      kinds: fc.array(fc.integer({ min: 0, max: 0xffffffff }), { maxLength: 6 }),
      isFraud: fc.boolean(),
      afterS: fc.integer({ min: 0, max: 400 * dayS }),
      isStored: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(happening, { maxLength: 40 }), (life) => {
        const whole = createPopulation();
        let parts = createPopulation();
        const stored = new Map<number, Uint8Array>();
        let atS = startS;
        for (const { kinds, isFraud, afterS, isStored } of life) {
          atS += afterS;
          for (const one of [whole, parts]) (isFraud ? one.noteFraud : one.noteSeen)(kinds, atS);
          if (!isStored) continue;
          for (const [shard, bytes] of parts.takeChanged()) stored.set(shard, bytes);
          parts = loaded(stored);
        }
        for (const [shard, bytes] of parts.takeChanged()) stored.set(shard, bytes);
        expect(stored).toEqual(whole.takeChanged());
      }),
    );
  });

  it('holds what is counted in 2005 and in 2044', () => {
    const population = createPopulation();
    for (const year of [2005, 2044]) {
      const atS = Date.UTC(year, 11, 1) / 1000;
      population.noteSeen([year], atS);
      expect(population.seen(year, atS)).toBeCloseTo(1);
    }
  });

  it('leaves a shard empty whose bytes are none', () => {
    const population = createPopulation();
    population.fill(0, new Uint8Array(7));
    expect(population.seen(0, startS)).toBe(0);
  });
});

function loaded(stored: ReadonlyMap<number, Uint8Array>): Population {
  const population = createPopulation();
  for (let shard = 0; shard < populationShards; shard += 1) population.fill(shard, stored.get(shard));
  return population;
}
