import {
  type Policy,
  type Profile,
  type Shadow,
  evolve,
  kindList,
  labelUses,
  learnFromOutcome,
  outcomeUses,
  seenBefore,
} from '@countersign/scoring';
import type { EntityObservation } from '../ports/entity-store.ts';
import type { OutgoingRecord } from '../ports/event-log.ts';
import type { Positions } from '../ports/partition-store.ts';
import type { BatchItem, EventItem } from './batch-item.ts';
import { type ChallengeDraft, challengeDraft, decisionIdOf, outputsOf } from './decision-outputs.ts';
import { createEntityOverlay } from './entity-overlay.ts';
import { type Judged, judge } from './judge.ts';
import { learnLabel } from './learn-label.ts';
import type { BatchMemory, LoadedEntities } from './load-batch.ts';
import type { ScorerPorts, ScorerSettings } from './scorer-ports.ts';
import type { ChunkTrace } from './scorer-trace.ts';

export interface ScoringScene {
  readonly partition: number;
  readonly policy: Policy;
  readonly shadow: Shadow | undefined;
  readonly held: BatchMemory & { readonly positions: Positions };
  readonly ports: ScorerPorts;
  readonly settings: ScorerSettings;
  readonly trace: ChunkTrace;
}

export interface ScoredBatch {
  /** Decisions and challenges, in log order, in their final bytes. */
  readonly publish: readonly OutgoingRecord[];
  readonly observations: readonly EntityObservation[];
}

/**
 * Scores a batch in log order, in memory, without waiting for anything. Takes `items` out of their list one by one: what was
 * scored can then be collected before it has outlived the collector's nursery, where that is free.
 */
export function scoreBatch(items: BatchItem[], loaded: LoadedEntities, scene: ScoringScene): ScoredBatch {
  const publish: OutgoingRecord[] = [];
  const overlay = createEntityOverlay(loaded);
  const { profiles } = scene.held;
  const { population } = scene.held.population;
  items.reverse();
  for (let item = items.pop(); item !== undefined; item = items.pop()) {
    const profile = profiles.get(item.account);
    switch (item.kind) {
      case 'event':
        scoreEvent(item, profile, overlay, scene, publish);
        break;
      case 'outcome':
        profiles.set(item.account, learnFromOutcome(profile, item.outcome, item.logTimeMs));
        overlay.observe(outcomeUses(item.outcome, item.account), item.logTimeMs);
        scene.settings.observer.outcomeApplied(item.outcome.kind);
        scene.trace.learned(item.traceparent, item.outcome.kind);
        break;
      case 'label':
        profiles.set(item.account, learnLabel(profile, population, item.label, item.logTimeMs));
        overlay.observe(labelUses(item.label, item.account), item.logTimeMs);
        break;
    }
  }
  return { publish, observations: overlay.observations };
}

function scoreEvent(
  item: EventItem,
  profile: Profile,
  overlay: ReturnType<typeof createEntityOverlay>,
  scene: ScoringScene,
  publish: OutgoingRecord[],
): void {
  const { policy, ports, settings } = scene;
  const { population } = scene.held.population;
  const { event } = item;
  if (seenBefore(profile, event.id, item.logTimeMs)) {
    settings.observer.duplicate(event.type);
    return;
  }
  const judged = judge(item, profile, overlay.view(item.uses), policy, ports.geo, population, scene.shadow);
  const { input, verdict } = judged;
  const decisionId = decisionIdOf(item);
  const challenge = challengeDraft(item, judged, decisionId, ports);
  const ids = challenge === undefined ? { decisionId } : { decisionId, challengeId: challenge.id };
  scene.held.profiles.set(item.account, evolve(profile, input, verdict, ids, policy));
  overlay.observe(item.uses, item.logTimeMs);
  population.noteSeen(kindList(input.kinds), Math.floor(item.logTimeMs / 1000));
  emit(item, judged, challenge, decisionId, overlay.available, scene, publish);
}

function emit(
  item: EventItem,
  judged: Judged,
  challenge: ChallengeDraft | undefined,
  decisionId: string,
  entitiesKnown: boolean,
  scene: ScoringScene,
  publish: OutgoingRecord[],
): void {
  const { topics, observer } = scene.settings;
  const records = outputsOf(item, judged, challenge, decisionId, {
    partition: scene.partition,
    outcomes: scene.held.positions[topics.outcomes] ?? -1,
    labels: scene.held.positions[topics.labels] ?? -1,
    policy: scene.policy,
    trace: scene.trace,
    topics,
    observer,
    degraded: item.uses.length > 0 && !entitiesKnown ? ['entities'] : [],
  });
  for (const record of records) publish.push(record);
}
