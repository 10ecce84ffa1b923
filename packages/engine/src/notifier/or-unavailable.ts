import { CountersignError } from '@countersign/events';

/** `unavailable`: nobody knows, because the store does not answer; never "go on" (OTP-13). */
export type OrUnavailable<Answer> = Answer | 'unavailable';

/** The answer, or `unavailable` where something outside failed that may work again; anything else is a defect, and thrown. */
export async function orUnavailable<A>(
  work: () => Promise<A>,
  failed: (error: unknown) => void,
): Promise<OrUnavailable<A>> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof CountersignError) || !error.retryable) throw error;
    failed(error);
    return 'unavailable';
  }
}
