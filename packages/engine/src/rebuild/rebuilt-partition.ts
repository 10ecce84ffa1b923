import type { Profile } from '@countersign/scoring';
import type { Positions } from '../ports/partition-store.ts';
import { createStoredPopulation, type StoredPopulation } from '../scorer/population-store.ts';
import { type PositionNote, encodeNote } from '../scorer/position-note.ts';
import { createProfileCache } from '../scorer/profile-cache.ts';
import { notEmpty } from './empty-store.ts';
import type { RebuildPorts, RebuildSettings } from './rebuild.ts';

/** The state of one partition in the making. Until `finish` it has no position, so that no scorer takes half of it for whole. */
export interface RebuiltPartition {
  readonly population: StoredPopulation['population'];
  profileOf(account: string): Profile;
  keep(account: string, profile: Profile): void;
  /** Writes what has gathered, once it is enough to be worth it. */
  mayWrite(): Promise<void>;
  /** Writes the rest, and with it where the scorer goes on. Durable when it resolves. */
  finish(positions: Positions, note: PositionNote): Promise<void>;
}

const profilesPerWrite = 1_000;
const nowhere: Positions = {};

/** Nothing in it yet. @throws CountersignError `state_present` when somebody else writes to it meanwhile */
export function rebuiltPartition(
  partition: number,
  { partitions: store, randomness }: Pick<RebuildPorts, 'partitions' | 'randomness'>,
  { outbox, write }: Pick<RebuildSettings, 'outbox' | 'write'>,
): RebuiltPartition {
  const profiles = createProfileCache(Number.POSITIVE_INFINITY);
  const stored = createStoredPopulation();
  stored.fill([]);
  let gathered = 0;

  const put = async (next: Positions, note: string): Promise<void> => {
    gathered = 0;
    const changed = new Map([...profiles.takeChanged(), ...stored.takeChanged()]);
    if (!write) return;
    const applyId = Buffer.from(randomness.bytes(16)).toString('base64url');
    const batch = { applyId, expected: nowhere, next, profiles: changed, outbox: outbox.seal(applyId, []), note };
    const receipt = await store.apply(partition, batch);
    if (receipt.result === 'moved') throw notEmpty(partition);
    await receipt.durable();
  };

  return {
    population: stored.population,
    profileOf(account) {
      if (!profiles.has(account)) profiles.fill(account, undefined);
      return profiles.get(account);
    },
    keep(account, profile) {
      profiles.set(account, profile);
      gathered += 1;
    },
    async mayWrite() {
      if (gathered >= profilesPerWrite) await put(nowhere, '');
    },
    finish: (positions, note) => put(positions, encodeNote(note)),
  };
}
