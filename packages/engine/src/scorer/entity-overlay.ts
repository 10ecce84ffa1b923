import type { EntityMembers, EntityUse, EntityView } from '@countersign/scoring';
import type { EntityObservation } from '../ports/entity-store.ts';
import type { LoadedEntities } from './load-batch.ts';

/** Entity sets as loaded for a batch, plus what the batch itself has seen so far. */
export interface EntityOverlay {
  /** False when the entity store did not answer for this batch. */
  readonly available: boolean;
  /** Members until now, by name of the use; a name is missing when the store did not answer. To be asked before the event is observed. */
  view(uses: readonly EntityUse[]): EntityView;
  observe(uses: readonly EntityUse[], atMs: number): void;
  /** Everything observed, each (set, member, bucket) once. */
  readonly observations: readonly EntityObservation[];
}

const noView: EntityView = new Map();
const noMembers: EntityMembers = new Map();

export function createEntityOverlay(loaded: LoadedEntities): EntityOverlay {
  const grown = new Map<string, Map<string, number>>();
  const observations: EntityObservation[] = [];
  const membersOf = (id: string): EntityMembers | undefined => grown.get(id) ?? loaded?.get(id);
  const viewed = (uses: readonly EntityUse[], name: string): EntityMembers | undefined => {
    for (const use of uses) if (use.name === name) return membersOf(use.set.id) ?? noMembers;
    return undefined;
  };
  return {
    available: loaded !== undefined,
    observations,
    view: (uses) => (uses.length === 0 || loaded === undefined ? noView : { get: (name) => viewed(uses, name) }),
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
