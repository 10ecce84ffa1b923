import type { PhoneMessage } from '@countersign/engine';
import type { Provider, ProviderAnswer, ReceiptUrl, Sorted } from '../provider.ts';
import { filledBody } from './body-template.ts';
import { signedReceipt } from './signed-receipt.ts';

/** A provider, or a gateway of one's own, that takes a message as JSON. */
export interface HttpProviderOptions {
  readonly url: string;
  /** Such as its `authorization`. */
  readonly headers: Readonly<Record<string, string>>;
  /** A JSON object with placeholders. */
  readonly body: string;
  readonly channels: readonly PhoneMessage['channel'][];
  /** What it signs receipts with; without it none is believed. */
  readonly receiptSecret?: string | undefined;
  readonly receiptUrl: ReceiptUrl;
  /** Epoch milliseconds: how old a receipt is, how long a message is worth something. */
  readonly nowMs: () => number;
}

/**
 * Any provider with a JSON interface. Each message bears its id in `Idempotency-Key`: a repetition is the same message. Any 2xx means
 * that it was taken; 410 and 422 mean that the number takes none.
 */
export function httpProvider(options: HttpProviderOptions): Provider {
  return {
    name: 'http',
    channels: options.channels,
    request: (message) => ({
      url: options.url,
      headers: { ...options.headers, 'content-type': 'application/json', 'idempotency-key': message.id },
      body: filledBody(options.body, message, {
        receipts: options.receiptUrl('http', message),
        nowMs: options.nowMs(),
      }),
    }),
    sort,
    read: (webhook) => signedReceipt(webhook, options.receiptSecret, options.nowMs()),
  };
}

function sort({ status }: ProviderAnswer): Sorted {
  if (status >= 200 && status < 300) return { ok: true };
  if (status === 410 || status === 422)
    return { ok: false, retry: false, reason: 'invalid_recipient', isProviders: false };
  if (status === 408 || status >= 500) return { ok: false, retry: true, reason: 'unreachable', isProviders: true };
  // Too many at once, or ours to mend: a wrong token, a path that is none, a redirect that nobody follows.
  if (status === 429 || status === 401 || status === 403 || status === 404 || status < 400)
    return { ok: false, retry: true, reason: 'rejected', isProviders: true };
  return { ok: false, retry: false, reason: 'rejected', isProviders: false };
}
