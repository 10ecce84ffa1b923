import type { PartitionReply } from './produce-request.ts';

/** Base offset, log append time and log start offset, 64 bits each, of which we need nothing. */
const offsetsSize = 24;

/** `clientSideThrottleTime` (milliseconds, quotas of KIP-219) is named as kafkajs looks for it. */
export interface ProduceReply {
  readonly replies: readonly PartitionReply[];
  readonly clientSideThrottleTime: number;
}

/** Reads a Produce reply of version 6 or 7. @see https://kafka.apache.org/protocol#The_Messages_Produce */
export const readProduceReply = (payload: Buffer): ProduceReply => {
  const replies: PartitionReply[] = [];
  let at = 4;
  for (let topics = payload.readInt32BE(0); topics > 0; topics -= 1) {
    const nameEnd = at + 2 + payload.readInt16BE(at);
    const topic = payload.toString('utf8', at + 2, nameEnd);
    at = nameEnd + 4;
    for (let partitions = payload.readInt32BE(nameEnd); partitions > 0; partitions -= 1) {
      replies.push({ topic, partition: payload.readInt32BE(at), errorCode: payload.readInt16BE(at + 4) });
      at += 6 + offsetsSize;
    }
  }
  return { replies, clientSideThrottleTime: payload.readInt32BE(at) };
};
