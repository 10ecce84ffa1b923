import {
  agentOf,
  type BatchItem,
  createReadChunk,
  isPopulation,
  learnLabel,
  outboxCodec,
  populationIn,
  scorerInputs,
  silentObserver,
  type TopicNames,
  untracedScorer,
} from '@countersign/engine';
import { type Decision, decodeRecord } from '@countersign/events';
import {
  createPopulation,
  emptyProfile,
  encodeProfile,
  evolve,
  kindList,
  kindsOf,
  learnFromOutcome,
  type Policy,
  type Population,
  type Profile,
  reDecide,
  type Verdict,
} from '@countersign/scoring';
import { isDeepStrictEqual } from 'node:util';
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
    const { profiles: expected, population } = replay(partition, log, scheduler, topics, policyOf, decisions);
    const held = new Map([...store.slot(partition).profiles].filter(([name]) => !isPopulation(name)));
    violations.push(...populationProblems(population, store.slot(partition).profiles, partition));
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
  const again = reDecide(decision, policy);
  const isSame = again?.action === decision.action && again.score === decision.score;
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
): { readonly profiles: ReadonlyMap<string, Profile>; readonly population: Population } {
  const population = createPopulation();
  const [events, outcomes, labels] = scorerInputs(topics).map((topic) =>
    readAll(topic, partition, log, scheduler, topics, policyOf(1)),
  );
  const profiles = new Map<string, Profile>();
  const learn = (queue: BatchItem[] | undefined, upTo: number): void => {
    while (queue?.[0] !== undefined && queue[0].offset <= upTo) {
      const item = queue.shift();
      if (item === undefined) continue;
      profiles.set(item.account, learned(profiles.get(item.account) ?? emptyProfile, population, item));
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
    const geo = { unknown: 'not_found' };
    const userAgent = item.event.data.context?.userAgent;
    const agent = userAgent === undefined ? undefined : agentOf(userAgent).agent;
    const kinds = kindsOf(item.event, item.keys, geo, agent);
    const input = { ...item, flags: decision.flags, geo, agent, entities: new Map(), population, kinds };
    population.noteSeen(kindList(kinds), Math.floor(item.logTimeMs / 1000));
    profiles.set(
      item.account,
      evolve(profiles.get(item.account) ?? emptyProfile, input, verdictOf(decision, policy), ids, policy),
    );
  }
  learn(outcomes, Number.MAX_SAFE_INTEGER);
  learn(labels, Number.MAX_SAFE_INTEGER);
  return { profiles, population };
}

function populationProblems(expected: Population, held: ReadonlyMap<string, Uint8Array>, partition: number): string[] {
  const [wanted, found] = [expected.counts(), populationIn(held).counts()];
  const isSame = isDeepStrictEqual(wanted, found);
  return isSame ? [] : [`state: the population of partition ${partition} is not what its events and labels make of it`];
}

function learned(profile: Profile, population: Population, item: BatchItem): Profile {
  if (item.kind === 'outcome') return learnFromOutcome(profile, item.outcome, item.logTimeMs);
  return item.kind === 'label' ? learnLabel(profile, population, item.label, item.logTimeMs) : profile;
}

function verdictOf(decision: Decision, policy: Policy): Verdict {
  const made = reDecide(decision, policy);
  if (made === undefined) throw new Error(`no policy knows the event type ${decision.eventType}`);
  const { action, score, reasons } = decision;
  return { ...made, action, score, reasons };
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
  const place = { topic, partition, partitions: log.partitions, policy, velocities: policy.velocities };
  return [...readChunk(log.records(topic, partition), place).items];
}
