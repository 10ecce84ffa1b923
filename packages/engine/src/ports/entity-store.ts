/** A capped set that accounts share, cut into buckets of time: `gift_card:<pseudonym>:accounts`. */
export interface EntitySet {
  readonly id: string;
  readonly bucketMs: number;
  /** How far back it is read and how long it is kept; a multiple of `bucketMs`. */
  readonly windowMs: number;
}

export interface EntityObservation {
  readonly set: EntitySet;
  /** Account pseudonym or event id: writing it twice changes nothing (DEL-09). */
  readonly member: string;
  readonly atMs: number;
}

/** Most members kept in a bucket; "64 or more" is an answer. */
export const entityBucketCap = 64;

/**
 * Members of a set within its window, with the start of the newest bucket that holds each. A member that was seen again in a
 * later bucket may be missing from a read of an earlier time.
 */
export type EntityMembers = ReadonlyMap<string, number>;

/**
 * Entity sets, written by many workers. To its implementer: only operations that may be repeated;
 * members above the cap are dropped; buckets are `[start, start + bucketMs)` and may vanish after `windowMs + bucketMs`.
 * One pipelined round trip per call and node.
 */
export interface EntityStore {
  read(sets: readonly EntitySet[], atMs: number): Promise<readonly EntityMembers[]>;
  observe(observations: readonly EntityObservation[]): Promise<void>;
}
