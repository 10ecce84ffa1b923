import type { ConsumerConfig } from 'kafkajs';

/** KJS-08. */
export const consumerSettings = {
  sessionTimeout: 30_000,
  rebalanceTimeout: 60_000,
  heartbeatInterval: 3_000,
  maxBytesPerPartition: 1024 * 1024,
  maxBytes: 8 * 1024 * 1024,
  minBytes: 1,
  maxWaitTimeInMs: 100,
  allowAutoTopicCreation: false,
} as const satisfies Omit<ConsumerConfig, 'groupId'>;
