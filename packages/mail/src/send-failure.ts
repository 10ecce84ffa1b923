import type { SendResult } from '@countersign/engine';

type Failure = Extract<SendResult, { ok: false }>;

/**
 * Sorts an error of the SMTP library by what to do about it. 5yz answers to a message are final, 4yz are not (RFC 5321 §4.2.1); a login
 * that fails is ours to mend, so it is tried again. Nothing of the error's text is kept: servers repeat the recipient in it.
 */
export function sendFailure(error: unknown): Failure {
  const { code, command, responseCode } = partsOf(error);
  if (code === 'ETIMEDOUT' || code === 'EABORT') return { ok: false, retry: true, reason: 'timeout' };
  if (code === 'EAUTH' || code === 'ENOAUTH' || code === 'EOAUTH2')
    return { ok: false, retry: true, reason: 'rejected' };
  // Anything but an answer about this message: no connection, no TLS, a greeting that sends everybody away.
  if (responseCode === undefined || (code !== 'EENVELOPE' && code !== 'EMESSAGE'))
    return { ok: false, retry: true, reason: 'unreachable' };
  const isFinal = responseCode >= 500 && responseCode < 600 && responseCode !== outOfSequence;
  if (isFinal && command === 'RCPT TO') return { ok: false, retry: false, reason: 'invalid_recipient' };
  return { ok: false, retry: !isFinal, reason: 'rejected' };
}

/** Says that the session was in the wrong state, nothing about the message. */
const outOfSequence = 503;

interface Parts {
  readonly code: string;
  readonly command: string;
  readonly responseCode: number | undefined;
}

function partsOf(error: unknown): Parts {
  const read = (name: string): unknown =>
    typeof error === 'object' && error !== null ? (error as Record<string, unknown>)[name] : undefined;
  const text = (value: unknown): string => (typeof value === 'string' ? value : '');
  const responseCode = read('responseCode');
  return {
    code: text(read('code')),
    command: text(read('command')),
    responseCode: typeof responseCode === 'number' ? responseCode : undefined,
  };
}
