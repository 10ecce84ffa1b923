import type { OutgoingRecord } from '@countersign/engine';

/** Records of one partition on their way, in order, cut into what one record batch may hold. */
export interface Lane {
  readonly topic: string;
  readonly partition: number;
  readonly batches: OutgoingRecord[][];
  /** Bytes of the last batch. */
  lastBytes: number;
}

/** Stays below the broker's default `max.message.bytes` (1,048,588), which limits a whole batch. */
const maxBatchBytes = 900_000;
const recordOverheadBytes = 64;

/** Sorts records into lanes. A record larger than a batch gets one to itself, and the broker judges it. */
export const lanesOf = (
  records: readonly OutgoingRecord[],
  partitionFor: (record: OutgoingRecord) => number,
  lanes: Map<string, Map<number, Lane>>,
): Set<Lane> => {
  const used = new Set<Lane>();
  for (const record of records) {
    const lane = laneOf(lanes, record.topic, partitionFor(record));
    append(lane, record);
    used.add(lane);
  }
  return used;
};

const laneOf = (lanes: Map<string, Map<number, Lane>>, topic: string, partition: number): Lane => {
  let ofTopic = lanes.get(topic);
  if (ofTopic === undefined) lanes.set(topic, (ofTopic = new Map()));
  let lane = ofTopic.get(partition);
  if (lane === undefined) ofTopic.set(partition, (lane = { topic, partition, batches: [], lastBytes: 0 }));
  return lane;
};

const append = (lane: Lane, record: OutgoingRecord): void => {
  const size = sizeOf(record);
  const last = lane.batches.at(-1);
  if (last === undefined || lane.lastBytes + size > maxBatchBytes) {
    lane.batches.push([record]);
    lane.lastBytes = size;
  } else {
    last.push(record);
    lane.lastBytes += size;
  }
};

const sizeOf = ({ key, value, headers }: OutgoingRecord): number => {
  let size = (key?.length ?? 0) + (value?.length ?? 0) + recordOverheadBytes;
  for (const name in headers) size += name.length + (headers[name]?.length ?? 0) + 4;
  return size;
};
