import type { LogPublisher } from '@countersign/engine';

/** A publisher that tells when a number of further decisions was acknowledged. */
export function counting(inner: LogPublisher, decisionTopic: string) {
  let left = 0;
  let reached = (): void => {};
  const publisher: LogPublisher = {
    async publish(records) {
      await inner.publish(records);
      left -= records.filter(({ topic }) => topic === decisionTopic).length;
      if (left <= 0) reached();
    },
  };
  const decisions = (count: number): Promise<void> => {
    left = count;
    return new Promise((resolve) => {
      reached = resolve;
    });
  };
  return { publisher, decisions };
}
