import { type Population, createPopulation, populationShards } from '@countersign/scoring';

/**
 * A partition's population, stored beside its profiles: under names that no pseudonym can have, in the same atomic batch.
 */
export interface StoredPopulation {
  readonly population: Population;
  /** What the store has to be asked for; empty once it was filled. */
  missing(): readonly string[];
  /** Takes what the store gave for `missing`, in the same order. */
  fill(values: readonly (Uint8Array | undefined)[]): void;
  /** What the next batch has to write; null deletes. */
  takeChanged(): ReadonlyMap<string, Uint8Array | null>;
}

const allName = 'population:all';
const recentName = 'population:recent';
/** Where earlier releases stored it; read where there is no other, and deleted when all is stored anew. */
const shardNames = Array.from({ length: populationShards }, (_, shard) => `population:${shard}`);
const names = [recentName, allName, ...shardNames];

/** Whether a name among the profiles of a partition is a part of its population. */
export const isPopulation = (name: string): boolean => name.startsWith('population:');

export function createStoredPopulation(): StoredPopulation {
  const population = createPopulation();
  let isFilled = false;
  let shardsLeft: readonly string[] = [];
  return {
    population,
    missing: () => (isFilled ? [] : names),
    fill([recent, all, ...shards]) {
      if (!population.fillAll(all)) shards.forEach((bytes, shard) => population.fillShard(shard, bytes));
      population.fillRecent(recent);
      shardsLeft = shardNames.filter((_, shard) => shards[shard] !== undefined);
      isFilled = true;
    },
    takeChanged() {
      const { all, recent } = population.takeChanged();
      const changed = new Map<string, Uint8Array | null>();
      if (recent !== undefined) changed.set(recentName, recent);
      if (all === undefined) return changed;
      changed.set(allName, all);
      for (const name of shardsLeft) changed.set(name, null);
      shardsLeft = [];
      return changed;
    },
  };
}

/** The population that a store holds, from all values that it holds by name. */
export function populationIn(held: ReadonlyMap<string, Uint8Array>): Population {
  const stored = createStoredPopulation();
  stored.fill(names.map((name) => held.get(name)));
  return stored.population;
}
