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

  const kind = fc.integer({ min: 0, max: 0xffffffff });
  const fewKinds = fc.array(kind, { maxLength: 6 });
  /** More than are kept beside their shards. */
  const manyKinds = kind.map((first) => Array.from({ length: 1_200 }, (_, at) => first + at));

  it('stores what few events changed in one small value, and all only when that has grown', () => {
    const population = createPopulation();
    population.noteSeen([1, 2_000, 4_000], startS);
    const few = population.takeChanged();
    expect([few.all, few.recent?.length]).toEqual([undefined, 30]);
    expect(population.takeChanged()).toEqual({ all: undefined, recent: undefined });
    population.noteSeen(
      Array.from({ length: 1_000 }, (_, at) => 100 + at),
      startS,
    );
    const many = population.takeChanged();
    expect([many.all?.length, many.recent?.length]).toEqual([6_144 * 8, 0]);
  });

  it('reads the shards of earlier releases, and nothing from bytes that are none', () => {
    const before = createPopulation();
    before.noteSeen(
      Array.from({ length: 6_144 }, (_, at) => at),
      startS,
    );
    const { all } = before.takeChanged();
    const after = createPopulation();
    expect(after.fillAll(new Uint8Array(7))).toBe(false);
    for (let shard = 0; shard < populationShards; shard += 1) {
      after.fillShard(shard, all?.subarray(shard * 128, shard * 128 + 128));
    }
    after.fillRecent(new Uint8Array(13));
    expect(after.counts()).toEqual(before.counts());
  });

  it('is the same after it was stored and loaded, whatever happened in between', () => {
    const happening = fc.record({
      kinds: fc.oneof(fewKinds, manyKinds),
      isFraud: fc.boolean(),
      afterS: fc.integer({ min: 0, max: 400 * dayS }),
      isStored: fc.boolean(),
      isLoaded: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(happening, { maxLength: 40 }), (life) => {
        const whole = createPopulation();
        let parts = createPopulation();
        const stored: Stored = { all: undefined, recent: undefined };
        let atS = startS;
        for (const { kinds, isFraud, afterS, isStored, isLoaded } of life) {
          atS += afterS;
          for (const one of [whole, parts]) (isFraud ? one.noteFraud : one.noteSeen)(kinds, atS);
          if (!isStored) continue;
          store(stored, parts);
          if (isLoaded) parts = loaded(stored);
        }
        store(stored, parts);
        expect(loaded(stored).counts()).toEqual(whole.counts());
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
    population.fillShard(0, new Uint8Array(7));
    expect(population.seen(0, startS)).toBe(0);
  });
});

interface Stored {
  all: Uint8Array | undefined;
  recent: Uint8Array | undefined;
}

function store(stored: Stored, population: Population): void {
  const { all, recent } = population.takeChanged();
  stored.all = all ?? stored.all;
  stored.recent = recent ?? stored.recent;
}

function loaded({ all, recent }: Stored): Population {
  const population = createPopulation();
  population.fillAll(all);
  population.fillRecent(recent);
  return population;
}
