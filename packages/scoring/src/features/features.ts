/**
 * What is known about one event, in flat arrays whose slots the registry assigned.
 * `values[slot]` is a number (flags are 0 and 1, words an index into `words`); NaN where the feature does not apply or is unknown.
 * `unknown[slot]` is 0, or an index into the reasons of `unknown-reasons.ts`.
 */
export interface Features {
  readonly values: Float64Array;
  readonly unknown: Uint8Array;
  readonly words: (string | undefined)[];
}
