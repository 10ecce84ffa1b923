import { setTimeout as pause } from 'node:timers/promises';
import { CountersignError, partitionOf } from '@countersign/events';
import type { OutgoingRecord } from '@countersign/engine';
import type { Cluster } from 'kafkajs';
import { type Lane, lanesOf } from './lane.ts';
import { type PublishCall, unavailable } from './publish-call.ts';
import { sendRound } from './send-round.ts';

const firstPauseMs = 50;
const longestPauseMs = 1_000;

/** Sends all records of the calls, round by round, until every one is written or refused or nobody waits any more. */
export const deliver = async (cluster: Cluster, calls: readonly PublishCall[]): Promise<void> => {
  const lanes = new Map<string, Map<number, Lane>>();
  const journeys = await startAll(cluster, calls, lanes);
  let open = [...lanes.values()].flatMap((ofTopic) => [...ofTopic.values()]);
  let pauseMs = firstPauseMs;
  while (open.length > 0) {
    const round = await sendRound(cluster, open);
    for (const lane of round.written) lane.batches.shift();
    for (const { lane, errorCode } of round.refused) refuse(lane, errorCode, journeys);
    open = open.filter(({ batches }) => batches.length > 0);
    settle(journeys);
    if (round.open.length === 0) continue;
    if (!journeys.some(({ call }) => call.isWaited())) return;
    await pause(pauseMs);
    pauseMs = Math.min(pauseMs * 2, longestPauseMs);
    await cluster.refreshMetadata().catch(() => {});
  }
};

interface Journey {
  readonly call: PublishCall;
  readonly lanes: ReadonlySet<Lane>;
}

/** Sorts each call's records into the lanes; a call that names an unknown topic is refused alone. */
const startAll = async (
  cluster: Cluster,
  calls: readonly PublishCall[],
  lanes: Map<string, Map<number, Lane>>,
): Promise<readonly Journey[]> => {
  const journeys: Journey[] = [];
  for (const call of calls) {
    try {
      const counts = await partitionCounts(cluster, call.records);
      journeys.push({ call, lanes: lanesOf(call.records, (record) => placeOf(record, counts), lanes) });
    } catch (error) {
      call.done(error instanceof CountersignError ? error : unavailable(error));
    }
  }
  return journeys;
};

const partitionCounts = async (
  cluster: Cluster,
  records: readonly OutgoingRecord[],
): Promise<ReadonlyMap<string, number>> => {
  const topics = new Set(records.map(({ topic }) => topic));
  await cluster.addMultipleTargetTopics([...topics]).catch((error: unknown) => {
    throw topicMissing(error) ?? error;
  });
  await cluster.refreshMetadataIfNecessary();
  return new Map([...topics].map((topic) => [topic, cluster.findTopicPartitionMetadata(topic).length]));
};

const topicMissing = (error: unknown): CountersignError | undefined => {
  if (!(error instanceof Error) || !/does not host this topic/.test(error.message)) return undefined;
  return new CountersignError('topic_missing', 'A topic to write to does not exist; create the topics first.', {
    retryable: true,
    cause: error,
  });
};

const placeOf = (record: OutgoingRecord, counts: ReadonlyMap<string, number>): number => {
  if (record.partition !== undefined) return record.partition;
  return record.key === null ? 0 : partitionOf(record.key, counts.get(record.topic) ?? 1);
};

const refuse = (lane: Lane, errorCode: number, journeys: readonly Journey[]): void => {
  lane.batches.length = 0;
  const sentence = `Kafka refuses records for partition ${lane.partition} of ${lane.topic} (error code ${errorCode}).`;
  for (const { call, lanes } of journeys) {
    if (lanes.has(lane)) call.done(new CountersignError('log_unavailable', sentence, { retryable: false }));
  }
};

const settle = (journeys: readonly Journey[]): void => {
  for (const { call, lanes } of journeys) {
    if ([...lanes].every(({ batches }) => batches.length === 0)) call.done();
  }
};
