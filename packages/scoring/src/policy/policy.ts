import type { Channel, EventType, Purpose } from '@countersign/events';
import type { VelocityDemand } from '../detectors/velocity/velocity-demand.ts';
import type { BlankFeatures } from '../features/features.ts';
import type { ModelPart } from '../model/compile-models.ts';
import type { RulesByType } from './rules/rule.ts';
import type { BoundDetector, BoundSignal } from '../detectors/bound-detector.ts';

/** What a client does when it gets no decision in time (OVL-03). */
export type FailureMode = 'allow' | 'step_up' | 'hold';

/** Severity of a score, for people. */
export interface Levels {
  readonly elevated: number;
  readonly high: number;
  readonly extreme: number;
}

/** A signal with its weight, as `decide` walks over them. */
export interface WeighedSignal extends BoundSignal {
  readonly weight: number;
  /** Strength is multiplied by the learning period. */
  readonly damped: boolean;
}

/** Everything that a policy says about one event type, without names to look up. */
export interface CompiledEventType {
  readonly bias: number;
  /** Least scores; infinity where the action is never taken. */
  readonly challengeFrom: number;
  readonly holdFrom: number;
  readonly denyFrom: number;
  readonly whenFrozen: 'allow' | 'challenge' | 'hold' | 'deny';
  readonly whenStale: 'allow' | 'hold';
  readonly extractors: readonly BoundDetector[];
  readonly signals: readonly WeighedSignal[];
  readonly model: ModelPart | undefined;
  /** What features start from: as many as anybody looks at. */
  readonly blank: BlankFeatures;
  /** Slots of the features of these detectors. */
  readonly slots: readonly number[];
  readonly challenge: CompiledChallenge | undefined;
  readonly review: CompiledReview;
}

/** How long a case of this event type waits, milliseconds, and how a held act ends then (CASE-01). */
export interface CompiledReview {
  readonly deadlineMs: number;
  readonly atDeadline: 'released' | 'denied';
}

export interface CompiledChallenge {
  readonly purpose: Purpose;
  readonly purposeByReason: ReadonlyMap<string, Purpose>;
  readonly digits: number;
  readonly lifetimeSeconds: number;
  readonly channels: readonly Channel[];
}

/** A validated, compiled policy. Made by `validatePolicy` only. */
export interface Policy {
  readonly id: string;
  readonly version: number;
  /** Digest of the document's bytes, given by whoever read it; stands in every decision. */
  readonly digest: string;
  readonly scale: number;
  readonly levels: Levels;
  readonly learning: { readonly belowScore: number };
  /** An event older than this when it is read is stale (DEL-13). */
  readonly deadlineMs: Readonly<Record<EventType, number>>;
  readonly failureMode: Readonly<Record<EventType, FailureMode>>;
  /** Parameters of each detector by its name, as JSON, to see whether two policies measure alike. */
  readonly parameters: ReadonlyMap<string, string>;
  readonly byType: Readonly<Record<EventType, CompiledEventType>>;
  /** Velocities that its rules and models name, with the sets behind them; undefined where there are none. */
  readonly velocities: VelocityDemand | undefined;
  /** Models that it names, by digest. */
  readonly models: readonly { readonly name: string; readonly digest: string }[];
  readonly rules: RulesByType;
  /** The most that customers may be asked; infinity where nothing is said. */
  readonly friction: { readonly challengeRate: number; readonly challengesPerCustomerPerDay: number };
  /** Descriptions of rules by id. */
  readonly ruleWords: ReadonlyMap<string, string>;
  /** Who answers for a rule, by its id. */
  readonly ruleOwners: ReadonlyMap<string, string>;
}
