import type { EventType } from '@countersign/events';
import type { z } from 'zod';
import type { FeatureWriter, Features } from '../features/features.ts';
import type { Scene } from '../features/scene.ts';
import type { DetectorWords } from '../words/detector-words.ts';
import type { InEveryLanguage } from '../words/languages.ts';

/** One named value that a detector derives. */
export interface FeatureSpec {
  readonly kind: 'number' | 'flag' | 'word';
  /** Unit or range, for people. */
  readonly unit: string;
  readonly meaning: string;
}

/**
 * What evidence is about. `novelty` alone steps up and never holds or denies; it is what the learning period damps.
 * `trust` is the only family whose weight is negative.
 */
export type Family = 'novelty' | 'conduct' | 'amount' | 'memory' | 'trust';

type Shown = number | string | undefined;

/** One kind of evidence. Its points are weight × strength. */
export interface SignalSpec<Parameters> {
  /** The reason code, also the key of its weight in a policy. */
  readonly code: string;
  readonly family: Family;
  /** Event types it speaks about; those of the detector when absent. */
  readonly on?: readonly EventType[];
  /** 0..1; 0 also when what it needs is unknown. Must not fall when the risk that it measures rises. */
  strength(features: Features, parameters: Parameters): number;
  /** A number, a word of a closed list, or money as `420 EUR`: values alone, for words are made on reading. */
  observed?(features: Features, parameters: Parameters): Shown;
  expected?(features: Features, parameters: Parameters): Shown;
}

/** A detector with its slots assigned. */
export interface BuiltDetector<Parameters> {
  extract(scene: Scene, write: FeatureWriter, parameters: Parameters): void;
  readonly signals: readonly SignalSpec<Parameters>[];
}

/** Number of the slot of a feature, of this detector or another one. Throws at a name that nobody declares. */
export type SlotOf = (feature: string) => number;

/** A detector as its folder exports it: what it reads, what it can be set to, what it may find. */
export interface Detector<Parameters> {
  /** Stem of its folder and key of its parameters in a policy. */
  readonly name: string;
  readonly on: readonly EventType[];
  /** Its features are found only where a rule or model names them; it has no signals. */
  readonly onDemand?: true;
  readonly features: Readonly<Record<string, FeatureSpec>>;
  /** A strict object in which every parameter has a default. */
  readonly parameters: z.ZodType<Parameters> & { readonly shape: Readonly<Record<string, z.ZodType>> };
  /** What people read of it, beside it in `<stem>.words.ts`. */
  readonly words: InEveryLanguage<DetectorWords>;
  /** `wanted`: the names of features that anybody looks at; of no matter to a detector that is not on demand. */
  build(slotOf: SlotOf, wanted: ReadonlySet<string>): BuiltDetector<Parameters>;
}
