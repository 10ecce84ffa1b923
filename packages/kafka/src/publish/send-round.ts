import type { Cluster } from 'kafkajs';
import type { Lane } from './lane.ts';
import { type PartitionReply, produce, type RecordsByPlace } from './produce-request.ts';

/** What became of the first batch of each lane. */
export interface RoundResult {
  readonly written: readonly Lane[];
  /** Refused for good: the broker's error code. */
  readonly refused: readonly { readonly lane: Lane; readonly errorCode: number }[];
  /** Neither named as written nor refused: unknown, to be sent again. */
  readonly open: readonly Lane[];
  /** Why something is open. */
  readonly cause: unknown;
}

/** MESSAGE_TOO_LARGE, INVALID_TOPIC, RECORD_LIST_TOO_LARGE, the authorization errors, INVALID_RECORD. */
const finalErrorCodes = new Set([10, 17, 18, 29, 31, 87]);
const brokerTimeoutMs = 6_000;

/**
 * Sends the first batch of every lane to the leader of its partition, one request per broker, and waits for all replies.
 * Never rejects. A lane counts as written only when a reply names it with error code 0 (KJS-02).
 */
export const sendRound = async (cluster: Cluster, lanes: readonly Lane[]): Promise<RoundResult> => {
  const byLeader = leadersOf(cluster, lanes);
  const replies = await Promise.all([...byLeader].map(([nodeId, own]) => sendToBroker(cluster, nodeId, own)));
  const codes = new Map<string, number>();
  let cause: unknown;
  for (const { answers, error } of replies) {
    cause ??= error;
    for (const { topic, partition, errorCode } of answers) codes.set(`${topic}/${partition}`, errorCode);
  }
  const written: Lane[] = [];
  const refused: { lane: Lane; errorCode: number }[] = [];
  const open: Lane[] = [];
  for (const lane of lanes) {
    const errorCode = codes.get(`${lane.topic}/${lane.partition}`);
    if (errorCode === 0) written.push(lane);
    else if (errorCode !== undefined && finalErrorCodes.has(errorCode)) refused.push({ lane, errorCode });
    else open.push(lane);
    if (errorCode !== undefined && errorCode !== 0) cause ??= new Error(`the broker answered with error ${errorCode}`);
  }
  return { written, refused, open, cause };
};

const leadersOf = (cluster: Cluster, lanes: readonly Lane[]): Map<string, Lane[]> => {
  const byLeader = new Map<string, Lane[]>();
  for (const lane of lanes) {
    const leader = cluster
      .findTopicPartitionMetadata(lane.topic)
      .find(({ partitionId }) => partitionId === lane.partition);
    if (leader === undefined || leader.leader < 0) continue;
    const own = byLeader.get(String(leader.leader));
    if (own === undefined) byLeader.set(String(leader.leader), [lane]);
    else own.push(lane);
  }
  return byLeader;
};

interface BrokerAnswer {
  readonly answers: readonly PartitionReply[];
  readonly error?: unknown;
}

const sendToBroker = async (cluster: Cluster, nodeId: string, lanes: readonly Lane[]): Promise<BrokerAnswer> => {
  try {
    const broker = await cluster.findBroker({ nodeId });
    try {
      return { answers: await produce(broker, byPlace(lanes), { nowMs: Date.now(), timeoutMs: brokerTimeoutMs }) };
    } catch (error) {
      // Whatever went wrong on this connection, the next round starts on a new one: a dead peer would hang it again.
      await broker.disconnect();
      throw error;
    }
  } catch (error) {
    return { answers: [], error };
  }
};

const byPlace = (lanes: readonly Lane[]): RecordsByPlace => {
  const places = new Map<string, Map<number, Lane['batches'][number]>>();
  for (const { topic, partition, batches } of lanes) {
    const [first = []] = batches;
    const ofTopic = places.get(topic);
    if (ofTopic === undefined) places.set(topic, new Map([[partition, first]]));
    else ofTopic.set(partition, first);
  }
  return places;
};
