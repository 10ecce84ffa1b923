import { createPopulation, populationShards } from '@countersign/scoring';
import { expect, it } from 'vitest';
import { createStoredPopulation, populationIn } from './population-store.ts';

const atS = Date.UTC(2026, 0, 1) / 1000;
const many = Array.from({ length: 900 }, (_, at) => at * 6);

/** As earlier releases stored it. */
function inShards(): Map<string, Uint8Array> {
  const population = createPopulation();
  population.noteSeen(many, atS);
  const { all } = population.takeChanged();
  const shards = Array.from({ length: populationShards }, (_, shard) => all?.slice(shard * 128, shard * 128 + 128));
  return new Map(shards.map((bytes, shard) => [`population:${shard}`, bytes ?? new Uint8Array()]));
}

it('goes on from what earlier releases stored, and deletes that when all is stored anew', () => {
  const held = inShards();
  const stored = createStoredPopulation();
  stored.fill(stored.missing().map((name) => held.get(name)));
  expect(stored.population.seen(6, atS)).toBeCloseTo(1);
  stored.population.noteSeen([6], atS);
  const little = stored.takeChanged();
  expect([...little.keys()]).toEqual(['population:recent']);
  for (const [name, bytes] of little) held.set(name, bytes ?? new Uint8Array());
  expect(populationIn(held).seen(6, atS)).toBeCloseTo(2);

  stored.population.noteSeen(many, atS);
  const changed = stored.takeChanged();
  expect(changed.get('population:0')).toBeNull();
  for (const [name, bytes] of changed) {
    if (bytes === null) held.delete(name);
    else held.set(name, bytes);
  }
  expect([...held.keys()].toSorted()).toEqual(['population:all', 'population:recent']);
  expect(populationIn(held).counts()).toEqual(stored.population.counts());
});
