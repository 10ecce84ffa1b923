import { type UnknownReason, unknownReasonNumber } from './unknown-reasons.ts';

/**
 * What is known about one event, in flat arrays whose slots the registry assigned.
 * Plain arrays of doubles: a Float64Array of this size lives off the heap, and making one costs ten times as much.
 */
export interface Features {
  /** A number, 0 or 1 for a flag, an index into `words` for a word; NaN where the feature does not apply or is unknown. */
  readonly values: readonly number[];
  /** 0, or which of the reasons of `unknown-reasons.ts` says why the feature is unknown. */
  readonly unknown: readonly number[];
  readonly words: readonly string[];
}

/** Features while they are being extracted; slots are numbers of the registry. */
export class FeatureWriter {
  readonly values: number[];
  readonly words: string[] = [];
  private readonly blank: BlankFeatures;
  private reasons: number[] | undefined;

  constructor(blank: BlankFeatures) {
    this.values = blank.values.slice();
    this.blank = blank;
  }

  get unknown(): readonly number[] {
    return this.reasons ?? this.blank.unknown;
  }

  /** A finite number, kept to three decimals, so that the recorded decision can be decided again exactly. */
  number(slot: number, value: number): void {
    this.values[slot] = Math.round(value * 1000) / 1000;
  }

  /** A finite number, or why there is none. */
  numberOrReason(slot: number, found: number | UnknownReason): void {
    if (typeof found === 'number') this.number(slot, found);
    else this.notKnown(slot, found);
  }

  flag(slot: number, value: boolean): void {
    this.values[slot] = value ? 1 : 0;
  }

  word(slot: number, word: string): void {
    this.values[slot] = this.words.length;
    this.words.push(word);
  }

  notKnown(slot: number, reason: string): void {
    this.reasons ??= this.blank.unknown.slice();
    this.reasons[slot] = unknownReasonNumber(reason);
  }
}

/** Arrays of the right length with nothing in them. */
export interface BlankFeatures {
  readonly values: readonly number[];
  readonly unknown: readonly number[];
}

/** Blank features for `count` slots. */
export const blankFeatures = (count: number): BlankFeatures => ({
  values: new Array<number>(count).fill(Number.NaN),
  unknown: new Array<number>(count).fill(0),
});

/** The number in a slot; NaN where there is none, which every comparison answers with false. */
export const valueOf = (features: Features, slot: number): number => features.values[slot] ?? Number.NaN;

/** Whether a flag is known and set. */
export const isSet = (features: Features, slot: number): boolean => features.values[slot] === 1;

/** The word in a slot, undefined where there is none. */
export const wordOf = (features: Features, slot: number): string | undefined =>
  features.words[features.values[slot] ?? Number.NaN];
