import type { PhoneMessage } from '@countersign/engine';
import type { Provider, Sorted } from '../provider.ts';

/** More of an answer is not read: providers answer with a few lines. */
const answerLimitBytes = 64 * 1024;

/**
 * Asks a provider once to take a message. Never throws: no connection, a connection that breaks, and silence are answers too.
 * Redirects are not followed: credentials and code would go where nobody meant them to.
 */
export async function askProvider(provider: Provider, message: PhoneMessage, timeoutMs: number): Promise<Sorted> {
  const { url, headers, body } = provider.request(message);
  const signal = AbortSignal.timeout(timeoutMs);
  try {
    const response = await fetch(url, { method: 'POST', headers, body, signal, redirect: 'manual' });
    return provider.sort({ status: response.status, body: await start(response) });
  } catch {
    // Nothing of the error is kept: it may name the URL, and so the account.
    return { ok: false, retry: true, reason: signal.aborted ? 'timeout' : 'unreachable', isProviders: true };
  }
}

/** The beginning of an answer, then nothing more is read. */
async function start(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes >= answerLimitBytes) break;
  }
  return Buffer.concat(chunks).subarray(0, answerLimitBytes).toString();
}
