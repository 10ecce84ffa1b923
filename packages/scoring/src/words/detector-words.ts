import type { Shown, Speech } from './speech.ts';

/** What a sentence may speak of: a reason as it was recorded, and the features of its decision. */
export interface Evidence {
  readonly observed: Shown;
  readonly expected: Shown;
  /** A feature by name; undefined where the decision did not record it. */
  readonly feature: (name: string) => Shown;
}

/** One reason code in one language. */
export interface SignalWords {
  /** One plain sentence with a full stop, from what was recorded alone. Values go through `say`. */
  readonly sentence: (evidence: Evidence, say: Speech) => string;
  /** How a counterfactual calls the absence of this reason: `a known device`. Follows "with". */
  readonly without: string;
}

/** A detector in one language. */
export interface DetectorWords {
  /** By reason code. */
  readonly signals: Readonly<Record<string, SignalWords>>;
  /** By name: a phrase of a few words that can stand in a list. */
  readonly features: Readonly<Record<string, string>>;
  /** How values of a feature are written where a plain number would not do; by name of the feature. */
  readonly values?: Readonly<Record<string, (value: Shown, say: Speech, feature: Evidence['feature']) => string>>;
}
