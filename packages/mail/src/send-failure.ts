import type { SendResult } from '@countersign/engine';
import { enhancedStatus, isAboutAddress } from './enhanced-status.ts';

type Failure = Extract<SendResult, { ok: false }>;

/**
 * Sorts an error of the SMTP library by what to do about it: try again, give the message up, or leave the address alone from now on
 * (`invalid_recipient`). 5yz answers to a message are final, 4yz are not (RFC 5321 §4.2.1); the enhanced status code tells more where
 * there is one. A login that fails is ours to mend, so it is tried again. Nothing of the error's text is kept: servers repeat the
 * recipient in it.
 */
export function sendFailure(error: unknown): Failure {
  const parts = partsOf(error);
  const { code, responseCode } = parts;
  if (code === 'ETIMEDOUT' || code === 'EABORT') return { ok: false, retry: true, reason: 'timeout' };
  if (code === 'EAUTH' || code === 'ENOAUTH' || code === 'EOAUTH2')
    return { ok: false, retry: true, reason: 'rejected' };
  // Anything but an answer about this message: no connection, no TLS, a greeting that sends everybody away.
  if (responseCode === undefined || (code !== 'EENVELOPE' && code !== 'EMESSAGE'))
    return { ok: false, retry: true, reason: 'unreachable' };
  const isFinal = responseCode >= 500 && responseCode < 600 && responseCode !== outOfSequence;
  if (!isFinal) return { ok: false, retry: true, reason: 'rejected' };
  return { ok: false, retry: false, reason: isDeadAddress(parts, responseCode) ? 'invalid_recipient' : 'rejected' };
}

/** Says that the session was in the wrong state, nothing about the message. */
const outOfSequence = 503;
/** What a recipient is refused with: mailbox unavailable, not local, not allowed; host or domain that accepts no mail (RFC 7504). */
const recipientRefused = new Set([550, 551, 553]);
const noMailThere = new Set([521, 556]);

function isDeadAddress({ command, response }: Parts, responseCode: number): boolean {
  const enhanced = enhancedStatus(response);
  if (enhanced !== undefined) return isAboutAddress(enhanced);
  return command === 'RCPT TO' && (recipientRefused.has(responseCode) || noMailThere.has(responseCode));
}

interface Parts {
  readonly code: string;
  readonly command: string;
  readonly responseCode: number | undefined;
  readonly response: string;
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
    response: text(read('response')),
  };
}
