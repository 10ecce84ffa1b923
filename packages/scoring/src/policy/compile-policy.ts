import { type EventType, eventTypes } from '@countersign/events';
import type { BoundDetector } from '../detectors/bound-detector.ts';
import { detectors, features, ordinaryCount, slotOf } from '../detectors/registry.ts';
import { velocityDemand } from '../detectors/velocity/velocity-demand.ts';
import { blankFeatures } from '../features/features.ts';
import { namedFeatures } from './named-features.ts';
import type { EventTypePolicy, PolicyDocument } from './policy-document.ts';
import type { ModelPart } from '../model/compile-models.ts';
import type { RulesByType } from './rules/rule.ts';
import type { CompiledChallenge, CompiledEventType, Policy, WeighedSignal } from './policy.ts';

/** Parts of a policy that are compiled apart. */
export interface CompiledParts {
  readonly rules: RulesByType;
  /** By event type. */
  readonly models: ReadonlyMap<string, ModelPart>;
}

/** Turns a valid document into flat lists per event type, once, so that scoring looks nothing up by name. */
export function compilePolicy(document: PolicyDocument, { rules, models }: CompiledParts, digest: string): Policy {
  const bound = detectors
    .filter(({ onDemand }) => !onDemand)
    .map((detector) => detector.bind(document.detectors[detector.name], slotOf));
  const types = Object.keys(eventTypes) as EventType[];
  const named = new Map(types.map((type) => [type, namedFeatures(rules[type], models.get(type))]));
  const each = <T>(of: (rules: EventTypePolicy, type: EventType) => T): Record<EventType, T> =>
    Object.fromEntries(types.map((type) => [type, of(rulesOf(document, type), type)])) as Record<EventType, T>;
  return {
    id: document.id,
    version: document.version,
    digest,
    scale: document.scale,
    levels: document.levels,
    learning: document.learning,
    deadlineMs: each((rules) => rules.deadlineSeconds * 1000),
    failureMode: each((rules) => rules.failureMode),
    parameters: new Map(detectors.map(({ name }) => [name, JSON.stringify(document.detectors[name])])),
    byType: each((of, type) =>
      compileType(of, type, {
        document,
        bound: [...bound, ...boundOnDemand(document, named.get(type) ?? new Set())],
        named: named.get(type) ?? new Set(),
        model: models.get(type),
      }),
    ),
    velocities: velocityDemand(named),
    models: document.models,
    rules,
    friction: {
      challengeRate: document.friction.challengeRate ?? Number.POSITIVE_INFINITY,
      challengesPerCustomerPerDay: document.friction.challengesPerCustomerPerDay ?? Number.POSITIVE_INFINITY,
    },
    ruleWords: new Map(document.rules.map(({ id, description }) => [id, description])),
    ruleOwners: new Map(document.rules.map(({ id, owner }) => [id, owner])),
  };
}

function rulesOf(document: PolicyDocument, type: EventType): EventTypePolicy {
  const rules = document.eventTypes[type];
  if (rules === undefined) throw new Error(`A validated policy lacks the event type ${type}.`);
  return rules;
}

/** Detectors whose features somebody names, for these features alone. */
const boundOnDemand = (document: PolicyDocument, named: ReadonlySet<string>): BoundDetector[] =>
  detectors
    .filter((detector) => detector.onDemand && Object.keys(detector.features).some((name) => named.has(name)))
    .map((detector) => detector.bind(document.detectors[detector.name], slotOf, named));

interface TypeSources {
  readonly document: PolicyDocument;
  readonly bound: readonly BoundDetector[];
  /** Features that rules or a model name. */
  readonly named: ReadonlySet<string>;
  readonly model: ModelPart | undefined;
}

function compileType(
  rules: EventTypePolicy,
  type: EventType,
  { document, bound, named, model }: TypeSources,
): CompiledEventType {
  const extractors = bound.filter((detector) => detector.on.includes(type));
  const names = new Set(extractors.map((detector) => detector.name));
  const slots = features
    .filter(({ detector, isOnDemand, name }) => names.has(detector) && (!isOnDemand || named.has(name)))
    .map(({ slot }) => slot);
  const { challenge = Infinity, hold = Infinity, deny = Infinity } = rules.thresholds;
  return {
    bias: rules.bias,
    challengeFrom: challenge,
    holdFrom: hold,
    denyFrom: deny,
    whenFrozen: rules.whenFrozen,
    whenStale: rules.whenStale,
    extractors,
    signals: extractors.flatMap((detector) =>
      weighed(detector, type, rules, { document, share: model?.detectors ?? 1 }),
    ),
    model,
    blank: slots.some((slot) => slot >= ordinaryCount) ? wholeBlank : ordinaryBlank,
    slots,
    challenge: rules.challenge === undefined ? undefined : compileChallenge(rules.challenge),
    review: {
      deadlineMs: Math.round(rules.review.deadlineHours * 3_600_000),
      atDeadline: rules.review.atDeadline === 'release' ? 'released' : 'denied',
    },
  };
}

const ordinaryBlank = blankFeatures(ordinaryCount);
const wholeBlank = blankFeatures(features.length);

function weighed(
  detector: BoundDetector,
  type: EventType,
  rules: EventTypePolicy,
  { document, share }: { readonly document: PolicyDocument; readonly share: number },
): readonly WeighedSignal[] {
  return detector.signals
    .filter((signal) => signal.on.includes(type))
    .map((signal) => ({
      ...signal,
      weight: share * (rules.weights?.[signal.code] ?? document.weights[signal.code] ?? 0),
      damped: rules.dampNovelty && signal.family === 'novelty',
    }))
    .filter((signal) => signal.weight !== 0);
}

const compileChallenge = (challenge: NonNullable<EventTypePolicy['challenge']>): CompiledChallenge => ({
  ...challenge,
  purposeByReason: new Map(
    Object.entries(challenge.purposeByReason ?? {}).flatMap(([code, purpose]) =>
      purpose === undefined ? [] : [[code, purpose] as const],
    ),
  ),
});
