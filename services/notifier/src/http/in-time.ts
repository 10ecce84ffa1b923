import { CountersignError } from '@countersign/events';

/**
 * What `work` leads to, or `store_unavailable` (retryable) when that takes longer than `ms`; the work itself goes on.
 * The web framework's own deadline makes an AbortController, and aborts it, for every request: a twentieth of a verification.
 */
export function inTime<Result>(work: Promise<Result>, ms: number): Promise<Result> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(new CountersignError('store_unavailable', `No answer was found within ${ms} ms.`, { retryable: true }));
    }, ms);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
