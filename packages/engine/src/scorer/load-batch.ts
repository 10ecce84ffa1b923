import type { EntityMembers } from '@countersign/scoring';
import type { EntitySet } from '../ports/entity-store.ts';
import type { Positions } from '../ports/partition-store.ts';
import type { BatchItem } from './batch-item.ts';
import type { ProfileCache } from './profile-cache.ts';
import type { StoredPopulation } from './population-store.ts';
import type { ScorerPorts } from './scorer-ports.ts';

/** Entity sets of a batch by id, those that have members; undefined when the entity store did not answer (OVL-03: features become unknown). */
export type LoadedEntities = ReadonlyMap<string, EntityMembers> | undefined;

/** What is in memory of a partition. */
export interface BatchMemory {
  readonly profiles: ProfileCache;
  readonly population: StoredPopulation;
}

/**
 * Fetches the profiles not in memory and the entity sets of a batch, at the same time: one round trip each per batch.
 * `moved`: the store does not stand at `expected`, so the profiles come from somebody else's batch. That it may be lost
 * again, and the position with it, makes it worse: our apply would then pass, made from profiles that nobody has.
 */
export async function loadBatch(
  items: readonly BatchItem[],
  partition: number,
  expected: Positions,
  memory: BatchMemory,
  ports: ScorerPorts,
): Promise<LoadedEntities | 'moved'> {
  const [loaded, entities] = await Promise.all([
    loadProfiles(items, partition, expected, memory, ports),
    loadEntities(items, ports).catch(() => undefined),
  ]);
  return loaded === 'moved' ? loaded : entities;
}

async function loadProfiles(
  items: readonly BatchItem[],
  partition: number,
  expected: Positions,
  { profiles, population }: BatchMemory,
  ports: ScorerPorts,
): Promise<'loaded' | 'moved'> {
  const missing = [...new Set(items.map((item) => item.account))].filter((account) => !profiles.has(account));
  const shards = population.missing();
  if (missing.length + shards.length === 0) return 'loaded';
  const found = await ports.partitions.load(partition, [...missing, ...shards]);
  if (!samePositions(found.positions, expected)) return 'moved';
  missing.forEach((account, at) => profiles.fill(account, found.profiles[at]));
  if (shards.length > 0) population.fill(found.profiles.slice(missing.length));
  return 'loaded';
}

/** A topic without position stands before its first record. */
function samePositions(stored: Positions, expected: Positions): boolean {
  const topics = new Set([...Object.keys(stored), ...Object.keys(expected)]);
  return [...topics].every((topic) => (stored[topic] ?? -1) === (expected[topic] ?? -1));
}

async function loadEntities(items: readonly BatchItem[], ports: ScorerPorts): Promise<LoadedEntities> {
  const sets = new Map<string, EntitySet>();
  let latestMs = 0;
  for (const item of items) {
    if (item.kind !== 'event') continue;
    for (const use of item.uses) sets.set(use.set.id, use.set);
    latestMs = Math.max(latestMs, item.logTimeMs);
  }
  if (sets.size === 0) return new Map();
  const wanted = [...sets.values()];
  const found = new Map<string, EntityMembers>();
  (await ports.entities.read(wanted, latestMs)).forEach((members, at) => {
    const id = wanted[at]?.id;
    if (id !== undefined && members.size > 0) found.set(id, members);
  });
  return found;
}
