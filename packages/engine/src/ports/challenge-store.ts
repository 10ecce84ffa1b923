import type { Receipt } from './partition-store.ts';

/** A stored challenge: bytes of the state machine's own, and the number of transitions so far. */
export interface StoredChallenge {
  readonly state: Uint8Array;
  readonly version: number;
}

/** A record that waits in the outbox of the store until it was published. */
export interface PendingRecord {
  /** Derived from challenge, kind and sendSeq: adding it twice changes nothing. */
  readonly id: string;
  readonly bytes: Uint8Array;
}

/** When somebody must look at a challenge again. */
export interface Due {
  readonly challengeId: string;
  readonly atMs: number;
}

export interface Transition {
  readonly challengeId: string;
  /** Version that the new state was made from; 0 claims: the challenge must not exist. */
  readonly expectedVersion: number;
  readonly state: Uint8Array;
  /** Outcomes that this transition causes, written in the same step (DEL-16). */
  readonly outbox: readonly PendingRecord[];
  /** When to look again; null: never. */
  readonly dueAtMs: number | null;
  /** The store may forget the challenge after this time. */
  readonly keepUntilMs: number;
}

/**
 * Challenges of the notifier. To its implementer:
 * - `transition` is one atomic step: state, due time and outbox change together or not at all; `conflict` writes nothing;
 * - `durable` of the receipt as in the partition store; that of a `conflict` covers the state that stood in the way;
 * - `takeDue` hides what it returns from other callers until `leaseMs` has passed or a transition sets the due time anew;
 * - `pending` returns the oldest first, and also hides for `leaseMs`; its receipt is durable once the transitions
 *   that caused these records are, and they must not be published before; `published` forgets.
 * Budgets are kept as challenges are, under ids of their own kind: nothing in here looks into id or state.
 */
export interface ChallengeStore {
  load(challengeId: string): Promise<StoredChallenge | undefined>;
  transition(transition: Transition): Promise<Receipt<'stored' | 'conflict'>>;
  takeDue(nowMs: number, leaseMs: number, limit: number): Promise<readonly Due[]>;
  pending(nowMs: number, leaseMs: number, limit: number): Promise<Receipt<readonly PendingRecord[]>>;
  published(ids: readonly string[]): Promise<void>;
}
