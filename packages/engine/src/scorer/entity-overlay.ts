import type { EntityMembers, EntityUse } from '@countersign/scoring';
import type { EntityObservation } from '../ports/entity-store.ts';
import type { LoadedEntities } from './load-batch.ts';

/** Entity sets as loaded for a batch, plus what the batch itself has seen so far. */
export interface EntityOverlay {
  /** False when the entity store did not answer for this batch. */
  readonly available: boolean;
  /** Members before this event, by name of the use; a name is missing when the store did not answer. */
  view(uses: readonly EntityUse[]): ReadonlyMap<string, EntityMembers>;
  observe(uses: readonly EntityUse[], atMs: number): void;
  /** Everything observed, each (set, member, bucket) once. */
  readonly observations: readonly EntityObservation[];
}

const noUses: ReadonlyMap<string, EntityMembers> = new Map();

export function createEntityOverlay(loaded: LoadedEntities): EntityOverlay {
  const grown = new Map<string, Map<string, number>>();
  const observations: EntityObservation[] = [];
  const membersOf = (id: string): EntityMembers | undefined => grown.get(id) ?? loaded?.get(id);
  return {
    available: loaded !== undefined,
    observations,
    view(uses) {
      if (uses.length === 0 || loaded === undefined) return noUses;
      const view = new Map<string, EntityMembers>();
      for (const use of uses) {
        const members = membersOf(use.set.id);
        if (members !== undefined) view.set(use.name, members);
      }
      return view;
    },
    observe(uses, atMs) {
      for (const { set, member } of uses) {
        if (member === undefined) continue;
        const bucketStartMs = Math.floor(atMs / set.bucketMs) * set.bucketMs;
        const known = membersOf(set.id);
        if (known?.get(member) === bucketStartMs) continue;
        const members = grown.get(set.id) ?? new Map(known);
        members.set(member, bucketStartMs);
        grown.set(set.id, members);
        observations.push({ set, member, atMs });
      }
    },
  };
}
