import type { Consumer } from 'kafkajs';

const leaveTimeoutMs = 5_000;

/** Leaves the group and disconnects; without brokers to tell, gives up after a while: the session then ends by itself. */
export const leaveGroup = (consumer: Consumer): Promise<void> => {
  const leaving = consumer.disconnect().catch(() => {});
  return Promise.race([leaving, new Promise<void>((resolve) => setTimeout(resolve, leaveTimeoutMs).unref())]);
};
