import type { LogPublisher } from '@countersign/engine';
import type { ClusterConnection } from '../kafka-client.ts';
import { deliver } from './deliver.ts';
import { createCall, type PublishCall, unavailable } from './publish-call.ts';

export interface ClosablePublisher extends LogPublisher {
  /** Waits for what is under way, then closes the connections. */
  close(): Promise<void>;
}

/** Calls that wait together are sent together, up to this many records a round. */
const maxRecordsTogether = 4_000;

/**
 * Writes to Kafka, acknowledged by all replicas, one round of requests in flight (KJS-01): while it is under way, further
 * calls gather and share the next round, which costs one request per broker whatever the number of partitions.
 */
export const createLogPublisher = (open: () => Promise<ClusterConnection>): ClosablePublisher => {
  const waiting: PublishCall[] = [];
  let connection: Promise<ClusterConnection> | undefined;
  let draining: Promise<void> | undefined;

  const drain = async (): Promise<void> => {
    await Promise.resolve(); // calls of the same turn share the first round
    while (waiting.length > 0) {
      const calls = takeTogether(waiting);
      try {
        connection ??= open();
        const { cluster } = await connection;
        await deliver(cluster, calls);
      } catch (error) {
        connection = undefined;
        for (const call of calls) call.done(unavailable(error));
      }
    }
    draining = undefined;
  };

  return {
    publish: (records) => {
      if (records.length === 0) return Promise.resolve();
      return new Promise((resolve, reject) => {
        waiting.push(createCall(records, resolve, reject));
        draining ??= drain();
      });
    },
    close: async () => {
      await draining;
      await (await connection?.catch(() => undefined))?.close();
      connection = undefined;
    },
  };
};

const takeTogether = (waiting: PublishCall[]): PublishCall[] => {
  let records = 0;
  let count = 0;
  while (count < waiting.length && (count === 0 || records < maxRecordsTogether)) {
    records += waiting[count]?.records.length ?? 0;
    count += 1;
  }
  return waiting.splice(0, count).filter((call) => call.isWaited());
};
