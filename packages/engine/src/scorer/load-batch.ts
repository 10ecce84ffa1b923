import type { EntityMembers } from '@countersign/scoring';
import type { EntitySet } from '../ports/entity-store.ts';
import type { BatchItem } from './batch-item.ts';
import type { ProfileCache } from './profile-cache.ts';
import type { ScorerPorts } from './scorer-ports.ts';

/** Entity sets of a batch by id; undefined when the entity store did not answer (OVL-03: features become unknown). */
export type LoadedEntities = ReadonlyMap<string, EntityMembers> | undefined;

/** Fetches the profiles not in memory and the entity sets of a batch, at the same time: one round trip each per batch. */
export async function loadBatch(
  items: readonly BatchItem[],
  partition: number,
  profiles: ProfileCache,
  ports: ScorerPorts,
): Promise<LoadedEntities> {
  const [, entities] = await Promise.all([
    loadProfiles(items, partition, profiles, ports),
    loadEntities(items, ports).catch(() => undefined),
  ]);
  return entities;
}

async function loadProfiles(
  items: readonly BatchItem[],
  partition: number,
  profiles: ProfileCache,
  ports: ScorerPorts,
): Promise<void> {
  const missing = [...new Set(items.map((item) => item.account))].filter((account) => !profiles.has(account));
  if (missing.length === 0) return;
  const found = await ports.partitions.load(partition, missing);
  missing.forEach((account, at) => profiles.fill(account, found[at]));
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
  const members = await ports.entities.read(wanted, latestMs);
  return new Map(wanted.map((set, at) => [set.id, members[at] ?? new Map()]));
}
