import type { OutgoingRecord } from '@countersign/engine';
import type { Broker } from 'kafkajs';
import { ByteWriter } from './byte-writer.ts';
import { readProduceReply } from './produce-reply.ts';
import { writeRecordBatch } from './record-batch.ts';

/** Records by partition number by topic. */
export type RecordsByPlace = ReadonlyMap<string, ReadonlyMap<number, readonly OutgoingRecord[]>>;

/** What the broker said about one partition; 0 means written. */
export interface PartitionReply {
  readonly topic: string;
  readonly partition: number;
  readonly errorCode: number;
}

/** The part of a kafkajs broker that sends any request and returns what its reader makes of the reply. */
interface RequestChannel {
  send<Decoded, T>(exchange: {
    readonly request: {
      readonly apiKey: number;
      readonly apiVersion: number;
      readonly apiName: string;
      encode(): Promise<{ readonly buf: Buffer; readonly buffer: Buffer }>;
    };
    readonly response: { decode(payload: Buffer): Promise<Decoded>; parse(decoded: Decoded): Promise<T> };
  }): Promise<T>;
}

const apiKey = 0;
/** Version 7: Kafka 2.1 and newer, and still understood by Kafka 4 (KIP-896). */
const apiVersion = 7;
const allReplicas = -1;

/**
 * Sends one Produce request to the broker that leads all the partitions named, and returns its answer for each of them.
 * kafkajs carries it; the request is ours because its own encoder costs more than all our scoring, and its reply
 * hides which partition failed (KJS-02).
 */
export const produce = (
  broker: Broker,
  records: RecordsByPlace,
  times: { readonly nowMs: number; readonly timeoutMs: number },
): Promise<readonly PartitionReply[]> => {
  const { connectionPool } = broker as unknown as { readonly connectionPool: RequestChannel };
  return connectionPool.send({
    request: {
      apiKey,
      apiVersion,
      apiName: 'Produce',
      encode: async () => {
        const buffer = encode(records, times);
        return { buf: buffer, buffer };
      },
    },
    response: { decode: async (payload) => readProduceReply(payload), parse: async ({ replies }) => replies },
  });
};

/** @see https://kafka.apache.org/protocol#The_Messages_Produce */
const encode = (records: RecordsByPlace, { nowMs, timeoutMs }: { nowMs: number; timeoutMs: number }): Buffer => {
  const writer = new ByteWriter(sizeHint(records));
  writer.int16(-1); // no transaction
  writer.int16(allReplicas);
  writer.int32(timeoutMs);
  writer.int32(records.size);
  for (const [topic, partitions] of records) {
    writer.string(topic);
    writer.reserve(4);
    writer.int32(partitions.size);
    for (const [partition, batch] of partitions) {
      writer.reserve(4);
      writer.int32(partition);
      writeRecordBatch(writer, batch, nowMs);
    }
  }
  return writer.bytes.subarray(0, writer.length);
};

const sizeHint = (records: RecordsByPlace): number => {
  let size = 64;
  for (const partitions of records.values()) {
    for (const batch of partitions.values()) {
      size += 256;
      for (const { key, value } of batch) size += (key?.length ?? 0) + (value?.length ?? 0) + 160;
    }
  }
  return size;
};
