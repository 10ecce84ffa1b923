import { type HashTag, partitionTag } from './hash-tags.ts';

/** Every key that this package writes; the README holds the same table. */
export interface KeyNames {
  /** Hash: positions, applyId, note, outbox, owner, touched. */
  partitionState(partition: number): string;
  /** String: a profile's bytes. */
  profile(partition: number, account: string): string;
  /** Sorted set: members by the start of the newest bucket that holds them. */
  entitySet(tag: HashTag, set: string): string;
  /** Hash: state, version. */
  challenge(tag: HashTag, challengeId: string): string;
  challengeQueues(tag: HashTag): ChallengeQueues;
  /** Hash: revision, sealed. */
  contact(account: string): string;
}

/** What the challenges of one tag share. */
export interface ChallengeQueues {
  /** Sorted set: challenge id by when to look at it next, be it due or leased. */
  readonly due: string;
  /** Hash: due time by challenge id. */
  readonly dueTimes: string;
  /** Sorted set: record id by age, of records that may be taken. */
  readonly waiting: string;
  /** Sorted set: record id by end of its lease. */
  readonly leased: string;
  /** Hash: record id to its bytes. */
  readonly records: string;
  /** Hash: record id to its age, for the way back from a lease. */
  readonly ages: string;
  /** Hash: age of the newest record, and what only makes a write of an answer. */
  readonly marks: string;
}

export const keyNames = (prefix: string): KeyNames => ({
  partitionState: (partition) => `${prefix}:{${partitionTag(partition).tag}}:state`,
  profile: (partition, account) => `${prefix}:{${partitionTag(partition).tag}}:p:${account}`,
  entitySet: ({ tag }, set) => `${prefix}:{${tag}}:${set}`,
  challenge: ({ tag }, challengeId) => `${prefix}:{${tag}}:c:${challengeId}`,
  challengeQueues: ({ tag }) => ({
    due: `${prefix}:{${tag}}:due`,
    dueTimes: `${prefix}:{${tag}}:due-times`,
    waiting: `${prefix}:{${tag}}:waiting`,
    leased: `${prefix}:{${tag}}:leased`,
    records: `${prefix}:{${tag}}:records`,
    ages: `${prefix}:{${tag}}:ages`,
    marks: `${prefix}:{${tag}}:marks`,
  }),
  contact: (account) => `${prefix}:{${contactTag(account)}}:contact`,
});

/** A hash tag ends at the first `}` and must not be empty; an account's name may hold anything. */
export const contactTag = (account: string): string => `k${encodeURIComponent(account)}`;
