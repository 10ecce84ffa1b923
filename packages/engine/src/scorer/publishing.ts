import type { OutgoingRecord } from '../ports/event-log.ts';
import type { ScorerPorts, ScorerSettings } from './scorer-ports.ts';
import type { ChunkTrace } from './scorer-trace.ts';

/** Publishes the outboxes of one partition, one after the other, and clears the last one at an idle moment. */
export interface Publishing {
  /** Begins to publish what was applied and is durable; at most one at a time. */
  start(applyId: string, records: readonly OutgoingRecord[], trace: ChunkTrace): void;
  /** Waits for what was started; false when it was given up because the partition is let go. */
  idle(): Promise<boolean>;
  /** Lets go: no further attempt, nothing is cleared later. The next owner finds the outbox in the store. */
  letGo(): Promise<void>;
  /** Publishes an outbox found at takeover; resolves with the number of records. */
  again(outbox: Uint8Array | undefined): Promise<number>;
}

const retryMs = 250;

export function createPublishing(partition: number, ports: ScorerPorts, settings: ScorerSettings): Publishing {
  const { clock, publisher, partitions: store } = ports;
  let running: Promise<boolean> = Promise.resolve(true);
  let cancelClearing = (): void => {};
  let wake = (): void => {};
  let isHeld = true;

  const clearWhenIdle = (applyId: string): void => {
    cancelClearing();
    if (!isHeld) return;
    // A failure to clear costs a repeated publish of the same bytes at the next takeover, nothing else.
    cancelClearing = clock.after(settings.idleMs, () => void store.clearOutbox(partition, applyId).catch(() => {}));
  };

  /** A rejection means unknown, not unwritten: the same bytes go out again until they are acknowledged or let go. */
  const publish = async (applyId: string, records: readonly OutgoingRecord[], trace: ChunkTrace): Promise<boolean> => {
    const startMs = clock.now();
    trace.publishing();
    while (records.length > 0 && !(await attempt(records))) {
      if (isHeld) await pause();
      if (!isHeld) {
        trace.ended('given up');
        return false;
      }
    }
    settings.observer.step('publish', clock.now() - startMs, records.length);
    trace.ended('done');
    clearWhenIdle(applyId);
    return true;
  };
  const attempt = (records: readonly OutgoingRecord[]): Promise<boolean> =>
    publisher.publish(records).then(
      () => true,
      (error: unknown) => {
        settings.observer.publishFailed(partition, error);
        return false;
      },
    );
  const pause = (): Promise<void> =>
    new Promise((resolve) => {
      const cancel = clock.after(retryMs, resolve);
      wake = () => {
        cancel();
        resolve();
      };
    });

  return {
    start(applyId, records, trace) {
      cancelClearing();
      running = publish(applyId, records, trace);
    },
    idle: () => running,
    async letGo() {
      isHeld = false;
      wake();
      await running;
      cancelClearing();
      running = Promise.resolve(true);
      isHeld = true;
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
