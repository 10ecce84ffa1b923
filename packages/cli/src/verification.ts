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
  return { error: body.error ?? unknownAnswer };
}

/** "This wasn't me." */
export async function reportNotMe(
  { verification }: Connection,
  challengeId: string,
): Promise<'received' | { readonly error: string }> {
  const body = await call(verification, `/v1/challenges/${challengeId}/not-me`, {});
  return body.result === 'received' ? body.result : { error: body.error ?? unknownAnswer };
}

const unknownAnswer = 'The notifier gave an answer that the command line does not know.';

interface Answer {
  readonly result?: string;
  readonly error?: string;
}

const keyAdvice = 'Set COUNTERSIGN_API_KEY to a key that the notifier knows (`countersign keys new` makes one).';

async function call(to: Connection['verification'], path: string, body: object): Promise<Answer> {
  const response = await fetch(`${to.url}${path}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(to.key === undefined ? {} : { authorization: `Bearer ${to.key}` }),
    },
    body: JSON.stringify(body),
  }).catch(() => undefined);
  if (response === undefined) {
    return { error: `Nothing answers at ${to.url}; start the notifier, or set COUNTERSIGN_NOTIFIER_URL.` };
  }
  const answer = (await response.json().catch(() => ({}))) as Answer; // The notifier's own interface.
  return response.status === 401 ? { error: `${answer.error ?? 'The API key is refused.'} ${keyAdvice}` } : answer;
}
