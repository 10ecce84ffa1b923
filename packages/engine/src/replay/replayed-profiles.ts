import { type Profile, decodeProfile, emptyProfile, encodeProfile } from '@countersign/scoring';
import { createByteShelf } from '../scorer/byte-shelf.ts';

/** Profiles of a replay: nothing is stored, so a profile takes its compact form only when others were seen since. */
export interface ReplayedProfiles {
  /** Empty for an account that was never put. */
  get(account: string): Profile;
  put(account: string, profile: Profile): void;
}

/** Most profiles that stay decoded, in each of two generations. */
const decodedKept = 2_048;

export function createReplayedProfiles(): ReplayedProfiles {
  const shelf = createByteShelf();
  let young = new Map<string, Profile>();
  let old = new Map<string, Profile>();

  const decoded = (account: string): Profile => {
    const bytes = shelf.get(account);
    return bytes === undefined ? emptyProfile : decodeProfile(bytes);
  };
  return {
    get: (account) => young.get(account) ?? old.get(account) ?? decoded(account),
    put(account, profile) {
      young.set(account, profile);
      if (young.size < decodedKept) return;
      for (const [name, last] of old) if (!young.has(name)) shelf.set(name, encodeProfile(last));
      old = young;
      young = new Map();
    },
  };
}
