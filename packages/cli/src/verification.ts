import type { Connection } from './connection/connection.ts';

/** What the notifier answered. */
export type VerificationAnswer = 'verified' | 'rejected' | { readonly error: string };

/** Presents a code for an act. The answer `rejected` is the same for every reason (OTP-05). */
export async function verifyCode(
  { verification }: Connection,
  challengeId: string,
  code: string,
  bindingDigest: string,
): Promise<VerificationAnswer> {
  const body = await call(verification, `/v1/challenges/${challengeId}/verify`, { code, bindingDigest });
  if (body.result === 'verified' || body.result === 'rejected') return body.result;
  return { error: body.error ?? 'The notifier gave an answer that the command line does not know.' };
}

/** "This wasn't me." */
export async function reportNotMe({ verification }: Connection, challengeId: string): Promise<string> {
  const body = await call(verification, `/v1/challenges/${challengeId}/not-me`, {});
  return body.result ?? body.error ?? 'no answer';
}

interface Answer {
  readonly result?: string;
  readonly error?: string;
}

async function call(to: Connection['verification'], path: string, body: object): Promise<Answer> {
  const response = await fetch(`${to.url}${path}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(to.key === undefined ? {} : { authorization: `Bearer ${to.key}` }),
    },
    body: JSON.stringify(body),
  });
  return (await response.json()) as Answer; // The notifier's own interface.
}
