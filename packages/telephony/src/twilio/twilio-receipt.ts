import { createHash } from 'node:crypto';
import type { ReadReceipt, Webhook } from '@countersign/engine';
import { namedMessage } from '../receipts/named-message.ts';
import { isTwilioSignature } from './twilio-signature.ts';

/** Reads a status callback of a message or a call. Only the account's token can have made one that is believed. */
export function twilioReceipt({ url, headers, body }: Webhook, authToken: string): ReadReceipt {
  const parameters = new URLSearchParams(body);
  const signature = headers['x-twilio-signature'] ?? '';
  if (!isTwilioSignature(signature, authToken, url, parameters)) return { ok: false, reason: 'forged' };
  const query = new URL(url).searchParams;
  const named = namedMessage(query.get('message'), query.get('channel'));
  if (named === undefined) return { ok: false, reason: 'unreadable' };
  const status = parameters.get('MessageStatus') ?? parameters.get('CallStatus') ?? '';
  const error = Number(parameters.get('ErrorCode') ?? 0);
  return {
    ok: true,
    receipt: {
      ...named,
      provider: 'twilio',
      state: delivered.has(status) ? 'delivered' : undelivered.has(status) ? 'undelivered' : 'under_way',
      isAddressDead: deadNumbers.has(error),
      isProviders: providerErrors.has(error) || (status === 'failed' && error === 0),
      seal: createHash('sha256').update(`${url}\n${body}`).digest('base64url'),
    },
  };
}

const delivered = new Set(['delivered', 'read', 'completed']);
const undelivered = new Set(['undelivered', 'failed', 'canceled', 'busy', 'no-answer']);
/** Unknown handset, a landline or carrier out of reach, said STOP, not a mobile number (https://www.twilio.com/docs/api/errors). */
const deadNumbers = new Set([30005, 30006, 21610, 21614]);
/** The carrier or Twilio failed: queue full, account suspended, filtered, unknown, too expensive, not registered, too long in the queue. */
const providerErrors = new Set([30001, 30002, 30007, 30008, 30010, 30034, 30036]);
