import type { OutgoingRecord } from '../ports/event-log.ts';
import type { ScorerPorts, ScorerSettings } from './scorer-ports.ts';

/** Publishes the outboxes of one partition, one after the other, and clears the last one at an idle moment. */
export interface Publishing {
  /** Begins to publish what was applied and is durable; at most one at a time. */
  start(applyId: string, records: readonly OutgoingRecord[]): void;
  /** Waits for what was started; false when it could not be published for certain. */
  idle(): Promise<boolean>;
  /** Waits for what was started, whatever became of it; nothing is cleared later. */
  settle(): Promise<void>;
  /** Publishes an outbox found at takeover; resolves with the number of records. */
  again(outbox: Uint8Array | undefined): Promise<number>;
}

export function createPublishing(partition: number, ports: ScorerPorts, settings: ScorerSettings): Publishing {
  const { clock, publisher, partitions: store } = ports;
  let running: Promise<boolean> = Promise.resolve(true);
  let cancelClearing: () => void = () => {};

  const clearWhenIdle = (applyId: string): void => {
    cancelClearing();
    // A failure to clear costs a repeated publish of the same bytes at the next takeover, nothing else.
    cancelClearing = clock.after(settings.idleMs, () => void store.clearOutbox(partition, applyId).catch(() => {}));
  };

  const publish = async (applyId: string, records: readonly OutgoingRecord[]): Promise<boolean> => {
    const startMs = clock.now();
    try {
      if (records.length > 0) await publisher.publish(records);
    } catch {
      return false; // Unknown, not unwritten: the takeover that follows publishes the stored outbox again.
    }
    settings.observer.step('publish', clock.now() - startMs, records.length);
    clearWhenIdle(applyId);
    return true;
  };

  return {
    start(applyId, records) {
      cancelClearing();
      running = publish(applyId, records);
    },
    idle: () => running,
    async settle() {
      await running;
      cancelClearing();
      running = Promise.resolve(true);
    },
    async again(outbox) {
      if (outbox === undefined) return 0;
      const { applyId, records } = settings.outbox.open(outbox);
      if (records.length > 0) await publisher.publish(records);
      clearWhenIdle(applyId);
      return records.length;
    },
  };
}
