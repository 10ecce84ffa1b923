import type { OutgoingRecord } from '@countersign/engine';
import { CountersignError } from '@countersign/events';

/** After this time a caller is told that the outcome is unknown (KJS-03). */
const deadlineMs = 10_000;

/** One `publish` call on its way. */
export interface PublishCall {
  readonly records: readonly OutgoingRecord[];
  /** False once the caller was told that the outcome is unknown. */
  isWaited(): boolean;
  done(error?: CountersignError): void;
}

/** A failed send: unknown whether written, so the caller sends the same bytes again. */
export const unavailable = (cause: unknown): CountersignError =>
  new CountersignError('log_unavailable', `Kafka did not confirm the records: ${reasonOf(cause)}.`, {
    retryable: true,
    cause,
  });

const reasonOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));

/** Starts the call's own clock; `done` counts once. */
export const createCall = (
  records: readonly OutgoingRecord[],
  resolve: () => void,
  reject: (error: CountersignError) => void,
): PublishCall => {
  let isWaited = true;
  const done = (error?: CountersignError): void => {
    if (!isWaited) return;
    isWaited = false;
    clearTimeout(timer);
    if (error === undefined) resolve();
    else reject(error);
  };
  const timer = setTimeout(() => done(unavailable(new Error(`no answer within ${deadlineMs / 1000} s`))), deadlineMs);
  return { records, done, isWaited: () => isWaited };
};
