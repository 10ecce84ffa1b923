import type { Connection } from '../src/connection/connection.ts';
import { type LogRecord, type OutgoingRecord, topicNames } from '@countersign/engine';
import { type Decision, encodeRecord, partitionOf, topics as topicTable } from '@countersign/events';
import { type Policy, decide, factsOfDecision, featuresOfRecord } from '@countersign/scoring';

/** What a test says of a past event; everything else is made up. */
export interface Past {
  readonly at: number;
  readonly eventType?: string;
  readonly accountId?: string;
  readonly features?: Decision['features'];
  readonly facts?: NonNullable<Decision['facts']>;
  readonly keys?: Decision['keys'];
  readonly timeMs?: number;
}

const startMs = Date.UTC(2026, 0, 5);
const digits = (at: number): string => String(at).padStart(12, '0');

/** A decision as a policy makes it of recorded features, one a minute. */
export function decided(policy: Policy, past: Past): Decision {
  const { at, eventType = 'login.succeeded', accountId = 'ana', features = {}, facts = {}, keys = {} } = past;
  const logTime = new Date(past.timeMs ?? startMs + at * 60_000).toISOString();
  const event = { eventType, accountId, logTime, features, unknown: {}, facts, keys };
  const verdict = decide(featuresOfRecord(event), factsOfDecision(event), policy);
  return {
    id: `3f2504e0-4f89-51d3-9a0c-${digits(at)}`,
    eventId: `e${at}`,
    eventTime: logTime,
    ...event,
    action: verdict.action,
    score: verdict.score,
    reasons: verdict.reasons,
    ...(verdict.rules.length === 0 ? {} : { rules: [...verdict.rules] }),
    policy: { id: policy.id, version: policy.version, digest: policy.digest },
    flags: [],
    degraded: [],
    position: { partition: 0, offset: at, outcomes: -1, labels: -1 },
  };
}

/** The bytes of its record. */
export const recordOf = (decision: Decision): Uint8Array =>
  encodeRecord('decision.made', {
    id: decision.id,
    source: 'countersign/scorer',
    subject: decision.accountId,
    time: decision.logTime,
    data: decision,
  });

/** A connection to a log in memory that holds decisions on two partitions, by turns. Reader and publisher answer, nothing else. */
export function connectionTo(decisions: readonly Decision[], perRead = 3): Connection {
  const topics = topicNames();
  const stored = new Map<string, LogRecord[]>();
  const of = (topic: string, partition: number): LogRecord[] => {
    const list = stored.get(`${topic}/${partition}`) ?? [];
    stored.set(`${topic}/${partition}`, list);
    return list;
  };
  const append = (record: OutgoingRecord, partition: number, timestampMs: number): void => {
    const list = of(record.topic, partition);
    list.push({ headers: {}, ...record, partition, offset: list.length, timestampMs });
  };
  decisions.forEach((decision, at) => {
    const record = { topic: topics.decisions, key: Buffer.from(decision.accountId), value: recordOf(decision) };
    append(record, at % 2, Date.parse(decision.logTime));
  });
  const reader: Connection['reader'] = {
    partitionCount: async (topic) => (topicTable.some(({ name }) => name === topic) ? 2 : undefined),
    bounds: async (topic, partition) => ({ low: 0, high: of(topic, partition).length }),
    read: async (topic, partition, from, max) => of(topic, partition).slice(from, from + Math.min(max, perRead)),
    async offsetAt(topic, partition, timestampMs) {
      const found = of(topic, partition).findIndex((record) => record.timestampMs >= timestampMs);
      return found === -1 ? of(topic, partition).length : found;
    },
  };
  const publisher: Connection['publisher'] = {
    publish: async (records) => records.forEach((record) => append(record, partitionOf(record.key ?? '', 2), 0)),
  };
  const rest = { topics, reader, publisher, description: 'in memory', isEmbedded: true };
  return rest as Connection; // Commands about the past ask for nothing else.
}
