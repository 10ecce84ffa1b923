import type { EventType } from '@countersign/events';
import type { z } from 'zod';
import type { FeatureWriter, Features } from '../features/features.ts';
import type { Scene } from '../features/scene.ts';
import type { DetectorWords } from '../words/detector-words.ts';
import type { InEveryLanguage } from '../words/languages.ts';
import type { Detector, Family, FeatureSpec, SlotOf } from './detector.ts';

/** A signal whose parameters are fixed. */
export interface BoundSignal {
  readonly code: string;
  readonly family: Family;
  readonly on: readonly EventType[];
  strength(features: Features): number;
  observed(features: Features): number | string | undefined;
  expected(features: Features): number | string | undefined;
}

/** A detector whose parameters are fixed. */
export interface BoundDetector {
  readonly name: string;
  readonly on: readonly EventType[];
  extract(scene: Scene, write: FeatureWriter): void;
  readonly signals: readonly BoundSignal[];
}

/** What is known of a signal without parameters. */
export interface NamedSignal {
  readonly code: string;
  readonly family: Family;
}

/** A detector as the registry lists it, its type of parameters hidden. */
export interface RegisteredDetector {
  readonly name: string;
  readonly on: readonly EventType[];
  readonly onDemand: boolean;
  readonly features: Readonly<Record<string, FeatureSpec>>;
  readonly parameters: z.ZodType & { readonly shape: Readonly<Record<string, z.ZodType>> };
  readonly words: InEveryLanguage<DetectorWords>;
  signals(slotOf: SlotOf): readonly NamedSignal[];
  /** `parameters` has passed the schema. */
  bind(parameters: unknown, slotOf: SlotOf, wanted?: ReadonlySet<string>): BoundDetector;
}

const nothing: ReadonlySet<string> = new Set();

/** Hides a detector's type of parameters. */
export function registered<Parameters>(detector: Detector<Parameters>): RegisteredDetector {
  const { name, on, features, parameters: schema, words, onDemand = false } = detector;
  return {
    name,
    on,
    onDemand,
    features,
    parameters: schema,
    words,
    signals: (slotOf) => detector.build(slotOf, nothing).signals,
    bind(unchecked, slotOf, wanted = nothing) {
      const parameters = schema.parse(unchecked);
      const built = detector.build(slotOf, wanted);
      return {
        name,
        on,
        extract: (scene, write) => built.extract(scene, write, parameters),
        signals: built.signals.map((signal) => ({
          code: signal.code,
          family: signal.family,
          on: signal.on ?? on,
          strength: (features_) => signal.strength(features_, parameters),
          observed: (features_) => signal.observed?.(features_, parameters),
          expected: (features_) => signal.expected?.(features_, parameters),
        })),
      };
    },
  };
}
