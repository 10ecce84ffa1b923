import type { ChallengeStore, Due } from './challenge-store.ts';

/**
 * Cases of held decisions. To its implementer: the laws of `ChallengeStore` under names of their own, so that neither
 * sees the other's; `challengeId` is the id of the decision. In addition
 * - `waiting` lists what is due some time, the nearest first, without hiding it from anybody; leases do not matter.
 */
export interface CaseStore extends ChallengeStore {
  waiting(limit: number): Promise<readonly Due[]>;
}
