import type { Forest } from './forest/forest.ts';

/** One value that a model is given. */
export interface ModelInput {
  /** A feature, or `event.` and a field of the event. */
  readonly name: string;
  /** Of an input that is a word: the number of each word that the model knows. Another word is absent. */
  readonly words: ReadonlyMap<string, number> | undefined;
}

/** A model as it was read: what it is about, what it needs, and its trees. */
export interface Model {
  /** Lower case letters, digits, `.`, `_`, `-`; at most 48. */
  readonly name: string;
  /** Event types that it was trained on. */
  readonly eventTypes: readonly string[];
  readonly inputs: readonly ModelInput[];
  /** Log-odds of fraud among the events that it was trained on: what the margin is compared with. */
  readonly baseLogOdds: number;
  /** Digest of the features of the release that exported the training table; undefined where nobody says. */
  readonly featuresDigest: string | undefined;
  readonly training: Training;
  readonly forest: Forest;
}

/** What the training says of itself, for people. */
export interface Training {
  readonly rows?: number | undefined;
  readonly frauds?: number | undefined;
  /** Labels known by then were used, RFC 3339. */
  readonly labelsUntil?: string | undefined;
}
