import type { Connection } from './connection/connection.ts';
import { askNotifier } from './connection/notifier-api.ts';

/** What the notifier answered. */
export type VerificationAnswer = 'verified' | 'rejected' | { readonly error: string };

/** Presents a code for an act. The answer `rejected` is the same for every reason (OTP-05). */
export async function verifyCode(
  { verification }: Connection,
  challengeId: string,
  code: string,
  bindingDigest: string,
): Promise<VerificationAnswer> {
  const { body, error } = await askNotifier(verification, `/v1/challenges/${challengeId}/verify`, {
    code,
    bindingDigest,
  });
  const result = body['result'];
  return result === 'verified' || result === 'rejected' ? result : { error: error ?? unknownAnswer };
}

/** "This wasn't me." */
export async function reportNotMe(
  { verification }: Connection,
  challengeId: string,
): Promise<'received' | { readonly error: string }> {
  const { body, error } = await askNotifier(verification, `/v1/challenges/${challengeId}/not-me`, {});
  return body['result'] === 'received' ? 'received' : { error: error ?? unknownAnswer };
}

const unknownAnswer = 'The notifier gave an answer that the command line does not know.';
