import {
  type ChallengeState,
  type ClaimedChallenge,
  type JoinedTo,
  decodeChallenge,
  encodeChallenge,
  initialState,
} from '@countersign/challenge';
import type { StoredChallenge } from '../ports/challenge-store.ts';

/** Length of the mark that tells our own write from an equal one of somebody else. */
export const markBytes = 8;

/** The stored form of a challenge: the random mark of the write, then the state. */
export function sealState(mark: Uint8Array, state: ClaimedChallenge | JoinedTo): Uint8Array {
  const bytes = encodeChallenge(state);
  const sealed = new Uint8Array(markBytes + bytes.length);
  sealed.set(mark.subarray(0, markBytes));
  sealed.set(bytes, markBytes);
  return sealed;
}

/** The state of what a store holds; nothing stored is a challenge that nobody claimed. Throws `bad_state`. */
export const openState = (stored: StoredChallenge | undefined): ChallengeState =>
  stored === undefined ? initialState : decodeChallenge(stored.state.subarray(markBytes));

/** Whether two looks at a challenge found one and the same write. */
export const isSame = (a: StoredChallenge | undefined, b: StoredChallenge | undefined): boolean =>
  a?.version === b?.version &&
  (a === undefined || b === undefined || a.state.every((byte, at) => byte === b.state[at]));

/** Whether the write that bears `mark` is the one that is stored. */
export const bearsMark = (stored: StoredChallenge | undefined, mark: Uint8Array): boolean =>
  stored !== undefined && mark.every((byte, at) => byte === stored.state[at]);
