import { type Label, type Outcome, decodeEvent } from '@countersign/events';
import {
  type FeatureRecord,
  type Policy,
  createPopulation,
  evolve,
  kindList,
  labelUses,
  learnFromOutcome,
  outcomeUses,
  recordOf,
  seenBefore,
} from '@countersign/scoring';
import type { LogRecord } from '../ports/event-log.ts';
import type { Geo } from '../ports/geo.ts';
import type { Mac } from '../ports/mac.ts';
import { createPseudonyms } from '../pseudonyms.ts';
import type { EventItem } from '../scorer/batch-item.ts';
import { learnLabel } from '../scorer/learn-label.ts';
import { decisionIdOf } from '../scorer/decision-outputs.ts';
import { eventItem } from '../scorer/event-item.ts';
import { createEventKeys } from '../scorer/event-keys.ts';
import { type Judged, judge } from '../scorer/judge.ts';
import { createEntityMemory } from './entity-memory.ts';
import { createReplayedProfiles } from './replayed-profiles.ts';

/** An event as it was scored, before anything was learned from it. */
export interface ReplayedEvent extends Judged {
  readonly ok: true;
  readonly item: EventItem;
  /** Also the id of its challenge, where it has one: a replay has no key to derive another from. */
  readonly decisionId: string;
  /** Names the features, as the decision's record has them. */
  record(): FeatureRecord;
}

/** Why a record was not scored, as a dead letter would say it; `duplicate` for a repeated event id (DEL-08). */
export interface NotScored {
  readonly ok: false;
  readonly code: string;
  readonly message: string;
}

/**
 * The scorer over records in order of their log time, in memory: the same reading, features, policy and learning as a
 * partition's worker, and nothing is published. What a challenged event would teach waits until the caller says what
 * became of its challenge, or for ever.
 */
export interface ReplayScorer {
  event(record: LogRecord): ReplayedEvent | NotScored;
  label(label: Label, logTimeMs: number): void;
  outcome(outcome: Outcome, logTimeMs: number): void;
}

export function createReplayScorer(
  ports: { readonly mac: Mac; readonly geo: Geo },
  policy: () => Policy,
): ReplayScorer {
  const pseudonym = createPseudonyms(ports.mac);
  const keysOf = createEventKeys(ports.mac);
  const entities = createEntityMemory();
  const profiles = createReplayedProfiles();
  const population = createPopulation();

  return {
    event(record) {
      const decoded = decodeEvent(record);
      if (!decoded.ok) return { ok: false, code: decoded.code, message: decoded.message };
      const rules = policy();
      const item = eventItem(decoded, record, keysOf, record.timestampMs, rules);
      const profile = profiles.get(item.account);
      if (seenBefore(profile, item.event.id, item.logTimeMs)) {
        return { ok: false, code: 'duplicate', message: 'The event id came before, within a day.' };
      }
      const judged = judge(item, profile, entities.view(item.uses, item.logTimeMs), rules, ports.geo, population);
      const decisionId = decisionIdOf(item);
      const ids = judged.verdict.action === 'challenge' ? { decisionId, challengeId: decisionId } : { decisionId };
      profiles.put(item.account, evolve(profile, judged.input, judged.verdict, ids, rules));
      entities.observe(item.uses, item.logTimeMs);
      population.noteSeen(kindList(judged.input.kinds), Math.floor(item.logTimeMs / 1000));
      const named = (): FeatureRecord => recordOf(judged.verdict.found, rules.byType[item.event.type].slots);
      return { ok: true, item, decisionId, ...judged, record: named };
    },
    label(label, logTimeMs) {
      const account = pseudonym('account', label.accountId);
      profiles.put(account, learnLabel(profiles.get(account), population, label, logTimeMs));
      entities.observe(labelUses(label, account), logTimeMs);
    },
    outcome(outcome, logTimeMs) {
      const account = pseudonym('account', outcome.accountId);
      profiles.put(account, learnFromOutcome(profiles.get(account), outcome, logTimeMs));
      entities.observe(outcomeUses(outcome, account), logTimeMs);
    },
  };
}
