import { createByteShelf } from './byte-shelf.ts';
import { type Profile, decodeProfile, emptyProfile, encodeProfile } from '@countersign/scoring';

/**
 * Most profiles of a process kept decoded, in each of two generations; the rest stays in its compact bytes. Few, so that most die
 * young: a profile that outlives the collector's nursery costs more than to decode it again.
 */
const decodedKept = 256;

/**
 * Profiles of one partition while it is owned (DEL-06): compact bytes for every account seen,
 * decoded objects for the recent ones. Dropped as a whole on revocation and on `moved`.
 */
export interface ProfileCache {
  has(account: string): boolean;
  /** Takes what the store gave; `undefined` for an account without profile. */
  fill(account: string, bytes: Uint8Array | undefined): void;
  get(account: string): Profile;
  set(account: string, profile: Profile): void;
  /** Bytes of what `set` changed since the last call; null for an account of which nothing is left. */
  takeChanged(): ReadonlyMap<string, Uint8Array | null>;
}

const nothing = new Uint8Array(0);

/**
 * @param processBytes bound of the compact bytes of all caches of the process; above its share of it a cache forgets the
 * least recently filled generation, at the end of a batch: within one, every profile must stay
 * @param share this cache's part of what the process may keep, above 0, at most 1; asked anew each time
 */
export function createProfileCache(processBytes: number, share: () => number = () => 1): ProfileCache {
  let young = createByteShelf();
  let old = createByteShelf();
  let decoded = new Map<string, Profile>();
  let olderDecoded = new Map<string, Profile>();
  let changed = new Map<string, Uint8Array | null>();

  const forget = (): void => {
    if (young.size() < (processBytes * share()) / 2) return;
    old = young;
    young = createByteShelf();
  };
  const keepDecoded = (account: string, profile: Profile): void => {
    if (decoded.size >= decodedKept * share()) {
      olderDecoded = decoded;
      decoded = new Map();
    }
    decoded.set(account, profile);
  };
  return {
    has: (account) => young.has(account) || old.has(account),
    fill(account, bytes) {
      young.set(account, bytes ?? nothing);
    },
    get(account) {
      const known = decoded.get(account) ?? olderDecoded.get(account);
      if (known !== undefined) return known;
      const bytes = young.get(account) ?? old.get(account);
      if (bytes === undefined)
        throw new Error('a profile was asked for that was not loaded: a bug of the batch protocol');
      const profile = bytes.length === 0 ? emptyProfile : decodeProfile(bytes);
      keepDecoded(account, profile);
      return profile;
    },
    set(account, profile) {
      const bytes = profile === emptyProfile ? nothing : encodeProfile(profile);
      young.set(account, bytes);
      keepDecoded(account, profile);
      changed.set(account, bytes.length === 0 ? null : bytes);
    },
    takeChanged() {
      const taken = changed;
      changed = new Map();
      forget();
      return taken;
    },
  };
}
