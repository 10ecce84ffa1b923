/** What Twilio says of an account to somebody who only looks. */
export type TwilioCheck = 'active' | 'refused' | 'suspended' | 'unreachable';

/**
 * Reads the account by its credentials, the cheapest request that needs them; nothing is sent. Never throws, and keeps nothing of
 * the answer.
 */
export async function checkTwilio(
  { accountSid, authToken, url }: { readonly accountSid: string; readonly authToken: string; readonly url: string },
  timeoutMs = 5_000,
): Promise<TwilioCheck> {
  const authorization = `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`;
  try {
    const answer = await fetch(`${url.replace(/\/$/, '')}/2010-04-01/Accounts/${accountSid}.json`, {
      headers: { authorization, accept: 'application/json' },
      signal: AbortSignal.timeout(timeoutMs),
      redirect: 'manual',
    });
    if (answer.status === 401 || answer.status === 403 || answer.status === 404) return 'refused';
    if (!answer.ok) return 'unreachable';
    const { status } = (await answer.json()) as { readonly status?: unknown };
    return status === 'active' ? 'active' : 'suspended';
  } catch {
    return 'unreachable';
  }
}
