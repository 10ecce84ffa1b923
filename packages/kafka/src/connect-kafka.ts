import type { CommittedInput, LogAdmin, LogPublisher, LogReader, PartitionedInput } from '@countersign/engine';
import { createCommittedInput } from './input/committed-input.ts';
import { createPartitionedInput } from './input/partitioned-input.ts';
import { kafkaClient, openCluster } from './kafka-client.ts';
import type { KafkaOptions } from './kafka-options.ts';
import { createLogAdmin } from './log-admin.ts';
import { createLogReader } from './log-reader.ts';
import { createLogPublisher } from './publish/log-publisher.ts';
import { registerZstd } from './zstd.ts';

/** The event log on Kafka: every port of it. */
export interface KafkaLogPorts {
  readonly publisher: LogPublisher;
  readonly partitionedInput: PartitionedInput;
  readonly committedInput: CommittedInput;
  readonly reader: LogReader;
  readonly admin: LogAdmin;
  /** Waits for what is being published, then closes the publisher's and the reader's connections. Stop running inputs first. */
  readonly close: () => Promise<void>;
}

/**
 * The event log's ports on a Kafka cluster (2.1 or newer). Connects when first used, so it resolves nothing and never fails by itself.
 * `topicPrefix` stands before every name that `admin.create` makes; all other calls take full names.
 */
export const connectKafka = (options: KafkaOptions & { readonly topicPrefix?: string }): KafkaLogPorts => {
  registerZstd();
  const kafka = kafkaClient(options, { isPatient: false });
  const openReader = () => createLogReader(() => openCluster(kafka));
  const publisher = createLogPublisher(() => openCluster(kafka));
  const reader = openReader();
  return {
    publisher,
    reader,
    partitionedInput: createPartitionedInput(options, openReader),
    committedInput: createCommittedInput(options, openReader),
    admin: createLogAdmin(kafka, options.topicPrefix),
    close: async () => {
      await publisher.close();
      await reader.close();
    },
  };
};
