import type { EntityUse } from '@countersign/scoring';
import type { EntityObservation } from '../ports/entity-store.ts';
import type { RebuildPorts } from './rebuild.ts';

/** What events, outcomes and labels add to the sets that accounts share, gathered and written again; a repetition changes nothing (DEL-09). */
export interface EntityWrites {
  add(uses: readonly EntityUse[], atMs: number): Promise<void>;
  /** Writes what is left. */
  finish(): Promise<void>;
}

const observationsPerWrite = 2_000;

/** Leaves out what would lie before the window of its set by now. */
export function entityWrites(
  { entities, clock }: Pick<RebuildPorts, 'entities' | 'clock'>,
  write: boolean,
): EntityWrites {
  let gathered: EntityObservation[] = [];
  const finish = async (): Promise<void> => {
    const nowMs = clock.now();
    const alive = gathered.filter(({ set, atMs }) => atMs + set.windowMs > nowMs);
    gathered = [];
    if (write && alive.length > 0) await entities.observe(alive);
  };
  return {
    async add(uses, atMs) {
      for (const { set, member } of uses) if (member !== undefined) gathered.push({ set, member, atMs });
      if (gathered.length >= observationsPerWrite) await finish();
    },
    finish,
  };
}
