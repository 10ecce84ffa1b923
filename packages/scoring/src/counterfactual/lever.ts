import type { Edit } from './edited.ts';

/** Something about an event that could have been otherwise. */
export interface Lever {
  /** A feature, or `place`; the name that explanations have words for. */
  readonly name: string;
  /** Reasons that are gone when it is pulled all the way. */
  readonly reasons: readonly string[];
  /** All the way to harmless. */
  readonly harmless: Edit;
  /** Where it can be pulled part of the way. */
  readonly scale?: LeverScale;
}

/** A number between what was observed and what is harmless. */
export interface LeverScale {
  readonly observed: number;
  readonly harmless: number;
  at(value: number): Edit;
}
