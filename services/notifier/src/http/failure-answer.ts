import type { Log } from '@countersign/runtime';
import { type Answer, unavailable } from './route.ts';

/** What to answer when something was thrown: by the web framework for a bad request, or by a use case. */
export function failureAnswer(error: unknown, log: Log): Answer {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const known = badRequests[code];
  if (known !== undefined) return { status: known[0], body: { error: known[1] } };
  if (isRetryable(error)) {
    log.warn('A request could not be answered.', { error });
    return unavailable;
  }
  const status = statusOf(error);
  if (status >= 400 && status < 500)
    return { status, body: { error: 'The request cannot be read as HTTP with a JSON body.' } };
  log.error('A request failed by a defect.', { error });
  return { status: 500, body: { error: 'Countersign failed to answer; the reason is in its log.' } };
}

const badRequests: Readonly<Record<string, readonly [status: number, sentence: string]>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: [413, 'The body is too large: 16384 bytes are allowed.'],
  FST_ERR_CTP_INVALID_MEDIA_TYPE: [415, 'The body must be JSON: send "Content-Type: application/json".'],
  FST_ERR_CTP_INVALID_JSON_BODY: [400, 'The body is not JSON, or names __proto__ or constructor.'],
  FST_ERR_CTP_EMPTY_JSON_BODY: [400, 'The body is empty, but its content type says JSON: send {} or no content type.'],
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: [400, 'The body is not as long as Content-Length says.'],
};

function isRetryable(error: unknown): boolean {
  return error instanceof Error && 'retryable' in error && error.retryable === true;
}

function statusOf(error: unknown): number {
  return error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number'
    ? error.statusCode
    : 500;
}
