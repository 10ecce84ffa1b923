/**
 * The world of the delivery model: two workers that both believe they own the partition, a store that may fail over to what
 * was durable, and everything that was ever published. An event is its number; decisions are words: a decision's wording is
 * all that was decided before it (the profile that it was made from), then the event and the letter of the policy.
 */
export interface World {
  readonly workers: readonly [Worker, Worker];
  /** What the master holds. */
  readonly master: Stored;
  /** What a failover falls back to. */
  readonly durable: Stored;
  /** Wordings published, each once, sorted. */
  readonly published: readonly string[];
  readonly policy: 'p' | 'q';
  /** Faults that may still happen. */
  readonly left: Faults;
}

export interface Faults {
  readonly crashes: number;
  readonly failovers: number;
  readonly lostReplies: number;
  readonly policyChanges: number;
  readonly takeovers: number;
}

/** Profile, position, outbox and the apply that wrote them: one place that changes as a whole. */
export interface Stored {
  /** Events applied; the next one to score. */
  readonly position: number;
  readonly profile: string;
  readonly outbox: Outbox | null;
  readonly applyId: string;
}

/** Bytes to publish; empty where a batch decided nothing. */
export interface Outbox {
  /** What was known before the event: from it the wording could be made anew. */
  readonly before: string;
  readonly event: number;
  readonly wording: string;
}

/** `at`: what the worker does next. */
export type Worker =
  | { readonly at: 'away' }
  | (Held & { readonly at: 'waits for its takeover' | 'publishes again' | 'loads' | 'scores' })
  | (Held & { readonly at: 'applies' | 'applies again' | 'waits for its apply' | 'publishes'; readonly batch: Outbox });

/** What a worker that took over has in memory. */
export interface Held {
  /** Names its next apply: drawn at the takeover, counted up by the position. */
  readonly name: string;
  /** The position that the store must stand at for the next apply. */
  readonly position: number;
  /** The profile; absent until it was loaded. */
  readonly profile: string | null;
  /** What its takeover found. */
  readonly found: Outbox | null;
  /** Of its last write: whether it can be lost still, cannot, or was. */
  readonly write: 'may be lost' | 'durable' | 'lost';
  /** Applied, but not published yet. */
  readonly owed: readonly Outbox[];
}

export const events = 2;

/** The decision about an event from what was known before; what is known already is a duplicate and decides nothing. */
export const wordingOf = (before: string, event: number, policy: string): string =>
  before.includes(String(event)) ? '' : `${before}${event}${policy}`;

const nothing: Stored = { position: 0, profile: '', outbox: null, applyId: '' };

/** Nobody has taken over yet. */
export const firstWorld = (left: Faults): World => ({
  workers: [{ at: 'away' }, { at: 'away' }],
  master: nothing,
  durable: nothing,
  published: [],
  policy: 'p',
  left,
});
