import type { ConsumerConfig } from 'kafkajs';
import type { GroupSeat } from './group-seat.ts';

const defaultSessionMs = 15_000;

/**
 * KJS-08, but for a shorter session: while a machine is lost, its whole group waits for the end of the session. A twentieth of it between
 * signs of life, so that a group also learns soon that it is to be formed anew.
 */
export const consumerSettings = (
  seat: GroupSeat,
  groupId: string,
  sessionTimeoutMs: number = defaultSessionMs,
): ConsumerConfig => ({
  groupId,
  sessionTimeout: sessionTimeoutMs,
  rebalanceTimeout: Math.max(60_000, sessionTimeoutMs),
  heartbeatInterval: sessionTimeoutMs / 20,
  maxBytesPerPartition: 1024 * 1024,
  maxBytes: 8 * 1024 * 1024,
  minBytes: 1,
  maxWaitTimeInMs: 100,
  allowAutoTopicCreation: false,
  retry: seat.retry,
});
