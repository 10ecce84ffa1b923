import { createHmac, timingSafeEqual } from 'node:crypto';
import type { ReadReceipt, Webhook } from '@countersign/engine';
import { namedMessage } from '../receipts/named-message.ts';

/** A receipt of another age is refused: whoever recorded one cannot use it later. */
const ageLimitMs = 300_000;

/**
 * Reads a receipt `{ "message": "<id>", "channel": "sms", "status": "delivered" | "undelivered", "reason": "invalid_recipient"? }`.
 * `X-Countersign-Timestamp` holds Unix seconds, `X-Countersign-Signature` the HMAC-SHA256 of timestamp, dot and body under the shared
 * secret, in hexadecimal.
 */
export function signedReceipt({ headers, body }: Webhook, secret: string | undefined, nowMs: number): ReadReceipt {
  const timestamp = headers['x-countersign-timestamp'] ?? '';
  if (secret === undefined || !isSigned(headers['x-countersign-signature'] ?? '', secret, `${timestamp}.${body}`))
    return { ok: false, reason: 'forged' };
  if (!/^\d{1,12}$/.test(timestamp) || Math.abs(nowMs - Number(timestamp) * 1000) > ageLimitMs)
    return { ok: false, reason: 'stale' };
  const { message, channel, status, reason } = parsed(body);
  const named = namedMessage(message, channel);
  if (named === undefined || (status !== 'delivered' && status !== 'undelivered'))
    return { ok: false, reason: 'unreadable' };
  const isAddressDead = reason === 'invalid_recipient';
  const seal = createHmac('sha256', 'receipt').update(`${timestamp}.${body}`).digest('base64url');
  return {
    ok: true,
    receipt: { ...named, provider: 'http', state: status, isAddressDead, isProviders: !isAddressDead, seal },
  };
}

/** The signature of a receipt, for who sends one. */
export const receiptSignature = (secret: string, timestamp: string, body: string): string =>
  createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex');

function isSigned(given: string, secret: string, signed: string): boolean {
  const expected = createHmac('sha256', secret).update(signed).digest();
  const presented = Buffer.from(given, 'hex');
  return presented.length === expected.length && timingSafeEqual(presented, expected);
}

function parsed(body: string): Readonly<Record<string, unknown>> {
  try {
    const found: unknown = JSON.parse(body);
    return typeof found === 'object' && found !== null ? (found as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
