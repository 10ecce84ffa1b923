import { type Population, createPopulation, populationShards } from '@countersign/scoring';

/**
 * A partition's population, stored beside its profiles: under names that no pseudonym can have, in the same atomic batch.
 */
export interface StoredPopulation {
  readonly population: Population;
  /** What the store has to be asked for; empty once it was filled. */
  missing(): readonly string[];
  /** Takes what the store gave for `missing`, in the same order. */
  fill(shards: readonly (Uint8Array | undefined)[]): void;
  /** What the next batch has to write. */
  takeChanged(): ReadonlyMap<string, Uint8Array>;
}

const nameOf = (shard: number): string => `population:${shard}`;
const names = Array.from({ length: populationShards }, (_, shard) => nameOf(shard));

/** Whether a name among the profiles of a partition is a part of its population. */
export const isPopulation = (name: string): boolean => name.startsWith('population:');

export function createStoredPopulation(): StoredPopulation {
  const population = createPopulation();
  let isFilled = false;
  return {
    population,
    missing: () => (isFilled ? [] : names),
    fill(shards) {
      shards.forEach((bytes, shard) => population.fill(shard, bytes));
      isFilled = true;
    },
    takeChanged: () => new Map([...population.takeChanged()].map(([shard, bytes]) => [nameOf(shard), bytes])),
  };
}
