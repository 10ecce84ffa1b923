import {
  type BatchItem,
  createReadChunk,
  outboxCodec,
  scorerInputs,
  silentObserver,
  type TopicNames,
  untracedScorer,
} from '@countersign/engine';
import { type Decision, decodeRecord } from '@countersign/events';
import {
  decide,
  emptyProfile,
  encodeProfile,
  evolve,
  featuresOfRecord,
  learnFromLabel,
  learnFromOutcome,
  type Policy,
  type Profile,
  type Verdict,
} from '@countersign/scoring';
import { simClock } from './sim-clock.ts';
import type { Scheduler } from './scheduler.ts';
import type { SimLog } from './sim-log.ts';
import { simMac } from './sim-mac.ts';
import type { SimPartitionStore } from './sim-partition-store.ts';

/**
 * The oracle of DEL-19: merges the inputs by the positions that decisions recorded, evolves profiles from the *recorded*
 * decisions alone, and compares with what the store holds; and decides again from the recorded features.
 */
export function judgeState(
  log: SimLog,
  store: SimPartitionStore,
  scheduler: Scheduler,
  topics: TopicNames,
  policyOf: (version: number) => Policy,
): string[] {
  const decisions = recordedDecisions(log, topics);
  const violations = [...decisions.values()].flatMap((decision) => redecided(decision, policyOf));
  for (let partition = 0; partition < log.partitions; partition += 1) {
    const expected = replay(partition, log, scheduler, topics, policyOf, decisions);
    const held = store.slot(partition).profiles;
    for (const [account, profile] of expected) {
      const bytes = held.get(account);
      const isSame = bytes !== undefined && Buffer.from(bytes).equals(encodeProfile(profile));
      if (!isSame) violations.push(`state: the profile of ${account} is not what the recorded decisions make of it`);
    }
    if (held.size !== expected.size)
      violations.push(`state: partition ${partition} holds ${held.size} profiles, not ${expected.size}`);
  }
  return violations;
}

const placeOf = (partition: number, offset: number): string => `${partition}/${offset}`;

function recordedDecisions(log: SimLog, topics: TopicNames): Map<string, Decision> {
  const found = new Map<string, Decision>();
  for (const record of log.all(topics.decisions)) {
    const decoded = decodeRecord('decision.made', record.value);
    if (!decoded.ok) continue;
    const { position } = decoded.record.data;
    found.set(placeOf(position.partition, position.offset), decoded.record.data);
  }
  return found;
}

function redecided(decision: Decision, policyOf: (version: number) => Policy): string[] {
  const policy = policyOf(decision.policy.version);
  const again = decide(featuresOfRecord(decision), decision.eventType as keyof Policy['byType'], policy);
  const isSame = again.action === decision.action && again.score === decision.score;
  return isSame ? [] : [`state: decision ${decision.id} cannot be made again from its recorded features`];
}

/** Profiles of a partition as the recorded decisions make them. */
function replay(
  partition: number,
  log: SimLog,
  scheduler: Scheduler,
  topics: TopicNames,
  policyOf: (version: number) => Policy,
  decisions: ReadonlyMap<string, Decision>,
): ReadonlyMap<string, Profile> {
  const [events, outcomes, labels] = scorerInputs(topics).map((topic) =>
    readAll(topic, partition, log, scheduler, topics, policyOf(1)),
  );
  const profiles = new Map<string, Profile>();
  const learn = (queue: BatchItem[] | undefined, upTo: number): void => {
    while (queue?.[0] !== undefined && queue[0].offset <= upTo) {
      const item = queue.shift();
      if (item !== undefined) profiles.set(item.account, learned(profiles.get(item.account) ?? emptyProfile, item));
    }
  };
  for (const item of events ?? []) {
    const decision = decisions.get(placeOf(partition, item.offset));
    if (item.kind !== 'event') continue;
    if (decision === undefined) {
      // A duplicate: no second decision, nothing learned; but the account has a profile.
      profiles.set(item.account, profiles.get(item.account) ?? emptyProfile);
      continue;
    }
    learn(outcomes, decision.position.outcomes);
    learn(labels, decision.position.labels);
    const policy = policyOf(decision.policy.version);
    const { challenge } = decision;
    const ids =
      challenge === undefined ? { decisionId: decision.id } : { decisionId: decision.id, challengeId: challenge.id };
    const input = { ...item, flags: decision.flags, geo: { unknown: 'not_found' }, entities: new Map() };
    profiles.set(
      item.account,
      evolve(profiles.get(item.account) ?? emptyProfile, input, verdictOf(decision, policy), ids, policy),
    );
  }
  learn(outcomes, Number.MAX_SAFE_INTEGER);
  learn(labels, Number.MAX_SAFE_INTEGER);
  return profiles;
}

function learned(profile: Profile, item: BatchItem): Profile {
  if (item.kind === 'outcome') return learnFromOutcome(profile, item.outcome, item.logTimeMs);
  return item.kind === 'label' ? learnFromLabel(profile, item.label, item.logTimeMs) : profile;
}

function verdictOf(decision: Decision, policy: Policy): Verdict {
  const made = decide(featuresOfRecord(decision), decision.eventType as keyof Policy['byType'], policy);
  const { action, score, reasons, features, unknown } = decision;
  return { ...made, action, score, reasons, features, unknown };
}

function readAll(
  topic: string,
  partition: number,
  log: SimLog,
  scheduler: Scheduler,
  topics: TopicNames,
  policy: Policy,
): BatchItem[] {
  const nobody = { name: 'oracle', alive: true };
  const readChunk = createReadChunk(
    { mac: simMac, clock: simClock(scheduler, nobody) },
    {
      owner: 'oracle',
      topics,
      policy: () => policy,
      startAt: 'position',
      profileCacheBytes: 0,
      idleMs: 0,
      observer: silentObserver,
      trace: untracedScorer,
      outbox: outboxCodec,
    },
  );
  const place = { topic, partition, partitions: log.partitions, policy };
  return [...readChunk(log.records(topic, partition), place).items];
}
