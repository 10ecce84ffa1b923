import { CountersignError } from '@countersign/events';

/** A promise that only ever rejects, once. */
export interface ReadingFailure {
  readonly failed: Promise<never>;
  readonly fail: (error: unknown) => void;
}

/** How a running input tells that only a restart of the process mends it (KJS-04, KJS-06). */
export const createReadingFailure = (): ReadingFailure => {
  let fail: (error: unknown) => void = () => {};
  const failed = new Promise<never>((_resolve, reject) => {
    fail = reject;
  });
  failed.catch(() => {}); // whoever does not listen must not fall over it
  return { failed, fail };
};

/** The input stopped for a reason that trying again in this process does not mend. */
export const stopped = (why: string, cause?: unknown): CountersignError =>
  new CountersignError('log_unavailable', `Reading from Kafka has stopped: ${why}. The process must be restarted.`, {
    ...(cause !== undefined && { cause }),
  });
