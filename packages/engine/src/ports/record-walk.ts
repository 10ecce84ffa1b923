/** Sealed contacts as they are stored. */
export interface StoredContacts {
  /** Pseudonym of the account. */
  readonly account: string;
  readonly sealed: Uint8Array;
}

/**
 * Walks over all that the notifier's stores keep: for what is done rarely, and may take as long as there are records. To its
 * implementer: what is there from beginning to end is given, at least once; what comes or goes meanwhile may be missed.
 */
export interface RecordWalk {
  /** Ids in the store of challenges that begin so: challenges themselves, budgets and what else is kept beside them. */
  challenges(beginning: string): AsyncIterable<string>;
  /** Ids of decisions that have a case. */
  cases(): AsyncIterable<string>;
  contacts(): AsyncIterable<StoredContacts>;
  /** Puts other bytes in the place of exactly these; false, and nothing is changed, when something else stands there. */
  replaceContacts(account: string, before: Uint8Array, after: Uint8Array): Promise<boolean>;
}
