import { CountersignError } from '@countersign/events';

/** Redis did not answer a call, or not as it must: what the call did is unknown; the same call may be repeated. */
export function unavailable(call: string, node: string, cause: unknown): CountersignError {
  const why = cause instanceof Error ? wordsOf(cause) : String(cause);
  return new CountersignError('store_unavailable', `Redis at ${node} did not complete ${call}: ${why}`, {
    retryable: true,
    cause,
  });
}

/** The library's advice about its retries says nothing to an operator. */
const wordsOf = ({ name, message }: Error): string =>
  name === 'MaxRetriesPerRequestError' ? 'the connection was lost' : message;
