import type { LogRecord, NextOffsets, OutgoingRecord, PartitionHandler } from '@countersign/engine';
import { connectKafka, type KafkaLogPorts } from '@countersign/kafka';
import type { KafkaService } from '@countersign/testkit';
import { Kafka, logLevel } from 'kafkajs';
import { vi } from 'vitest';

let names = 0;

/** A topic or group name that no other test has. */
export const uniqueName = (stem: string): string => {
  names += 1;
  return `${stem}-${process.pid}-${Date.now()}-${names}`;
};

/** A plain client, for what the ports do not offer. */
export const plainKafka = (kafka: KafkaService): Kafka =>
  new Kafka({ brokers: [...kafka.brokers], clientId: 'test', logLevel: logLevel.NOTHING });

export const connect = (kafka: KafkaService): KafkaLogPorts =>
  connectKafka({ brokers: kafka.brokers, clientId: 'countersign-test' });

export const createTopic = async (kafka: KafkaService, partitions: number, stem = 'events'): Promise<string> => {
  const topic = uniqueName(stem);
  const admin = plainKafka(kafka).admin();
  await admin.connect();
  await admin.createTopics({ topics: [{ topic, numPartitions: partitions }], waitForLeaders: false });
  const isServed = () =>
    admin.fetchTopicOffsets(topic).then(
      () => true,
      () => false,
    );
  await until(isServed);
  await admin.disconnect();
  return topic;
};

export const outgoing = (topic: string, value: string, partition?: number): OutgoingRecord => ({
  topic,
  key: Buffer.from(`account-${value}`),
  value: Buffer.from(value),
  ...(partition !== undefined && { partition }),
});

export const text = (bytes: Uint8Array | null): string | null =>
  bytes === null ? null : Buffer.from(bytes).toString();

/** Stands in for the scorer: positions live in `positions`, which several handlers share as workers share a store. */
export interface Ledger {
  readonly positions: Map<number, NextOffsets>;
  /** `topic/partition/offset` of every record, as often as it was accepted. */
  readonly accepted: string[];
  /** Chunks that did not begin at the stored position: a gap or a repetition that a store would refuse. */
  readonly refused: string[];
}

export const createLedger = (): Ledger => ({ positions: new Map(), accepted: [], refused: [] });

/** Accepts a chunk only when it goes on where the ledger stands, like the apply script of the store. */
export const ledgerHandler = (
  ledger: Ledger,
  seen: { assigned: number[]; revoked: number[] } = { assigned: [], revoked: [] },
): PartitionHandler => ({
  assigned: async (partition) => {
    seen.assigned.push(partition);
    return ledger.positions.get(partition) ?? {};
  },
  chunk: async (partition, topic, records) => {
    const position = ledger.positions.get(partition) ?? {};
    const [first] = records;
    if (first === undefined || first.offset !== (position[topic] ?? 0)) {
      ledger.refused.push(`${topic}/${partition}/${first?.offset}`);
      return 'again';
    }
    for (const { offset } of records) ledger.accepted.push(`${topic}/${partition}/${offset}`);
    ledger.positions.set(partition, { ...position, [topic]: (records.at(-1)?.offset ?? -1) + 1 });
    return 'next';
  },
  revoked: async (partition) => {
    seen.revoked.push(partition);
  },
});

/** Everything a partition holds. */
export const readAll = async (
  ports: KafkaLogPorts,
  topic: string,
  partition: number,
): Promise<readonly LogRecord[]> => {
  const all: LogRecord[] = [];
  const { low, high } = await ports.reader.bounds(topic, partition);
  for (let from = low; from < high; ) {
    const records = await ports.reader.read(topic, partition, from, 1_000);
    all.push(...records);
    from = (records.at(-1)?.offset ?? high) + 1;
  }
  return all;
};

/** Waits, without a limit tighter than the test's own, until the condition holds. */
export const until = (condition: () => boolean | Promise<boolean>): Promise<void> =>
  vi.waitUntil(condition, { timeout: 55_000, interval: 50 }).then(() => {});
