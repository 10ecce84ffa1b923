import type { Challenge } from '@countersign/events';

/** Degrees. */
export interface Spot {
  readonly latitude: number;
  readonly longitude: number;
}

/** What is known of one delivery: the challenge whose code opens its hand-over, the newest one only (OTP-36). */
export interface Handover {
  readonly challengeId: string;
  /** When that challenge was made, epoch milliseconds: an older one never takes its place again. */
  readonly createdAtMs: number;
  /** Where the door is, as far as upstream told. */
  readonly door?: Spot | undefined;
  /** Who may receive it instead, as the recipient said; sealed. */
  readonly delegate?: Uint8Array | undefined;
}

/** A delivery after a further challenge for it, and the challenge whose code is dead by that: it was moved, and told anew. */
export interface TakenOver {
  readonly handover: Handover;
  readonly dead?: string | undefined;
}

/**
 * Which challenge a delivery has after `challenge` was claimed. Repeating it changes nothing; one that comes late, after a newer one, is dead
 * itself. The door stays where a later event names none; who may receive it must be said anew for another day.
 */
export function takeOver(before: Handover | undefined, challenge: Challenge): TakenOver {
  const { id, createdAt, handover } = challenge;
  const createdAtMs = Date.parse(createdAt);
  const { latitude, longitude } = handover ?? {};
  const named = latitude === undefined || longitude === undefined ? undefined : { latitude, longitude };
  if (before === undefined) return { handover: { challengeId: id, createdAtMs, door: named } };
  if (before.challengeId === id) return { handover: before };
  if (createdAtMs < before.createdAtMs) return { handover: before, dead: id };
  return { handover: { challengeId: id, createdAtMs, door: named ?? before.door }, dead: before.challengeId };
}
