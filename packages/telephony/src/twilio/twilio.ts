import type { PhoneMessage } from '@countersign/engine';
import type { Provider, ProviderAnswer, ReceiptUrl, Sorted } from '../provider.ts';
import { validSeconds } from '../sending/valid-seconds.ts';
import { twilioReceipt } from './twilio-receipt.ts';
import { twiml } from './twiml.ts';

/** An account with Twilio. */
export interface TwilioOptions {
  /** `AC` and 32 hexadecimal digits. */
  readonly accountSid: string;
  /** The account's primary token: it signs receipts too. */
  readonly authToken: string;
  /** The number that messages and calls come from. */
  readonly from: string;
  /** `MG` and 32 hexadecimal digits: a messaging service that picks the sender of an SMS; `from` is left to calls. */
  readonly messagingServiceSid?: string | undefined;
  /** `https://api.twilio.com`, or that of a region. */
  readonly url: string;
  readonly receiptUrl: ReceiptUrl;
  /** Epoch milliseconds. */
  readonly nowMs: () => number;
}

/**
 * Twilio: an SMS by its Messages API, a call by its Calls API with the words in TwiML. It knows no idempotency key for either, so a
 * message that is handed over again because the answer was lost may reach the customer twice, with the same code.
 */
export function twilio(options: TwilioOptions): Provider {
  const { accountSid, authToken, url } = options;
  const account = `${url.replace(/\/$/, '')}/2010-04-01/Accounts/${accountSid}`;
  const headers = {
    authorization: `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`,
    'content-type': 'application/x-www-form-urlencoded',
    accept: 'application/json',
  };
  return {
    name: 'twilio',
    channels: ['sms', 'voice'],
    request(message) {
      const isSms = message.channel === 'sms';
      const fields = isSms ? smsFields(message, options) : callFields(message, options);
      return {
        url: `${account}/${isSms ? 'Messages' : 'Calls'}.json`,
        headers,
        body: String(new URLSearchParams(fields)),
      };
    },
    sort,
    read: (webhook) => twilioReceipt(webhook, authToken),
  };
}

/** Seconds that Twilio may keep an SMS in its queue (https://www.twilio.com/docs/api/errors/21624). */
const longestValidity = 36_000;

function smsFields(message: PhoneMessage, { from, messagingServiceSid, receiptUrl, nowMs }: TwilioOptions): Fields {
  const callback = receiptUrl('twilio', message);
  return {
    To: message.to,
    Body: message.text,
    // Else a code that waited in a queue arrives after its end.
    ValidityPeriod: String(Math.max(1, Math.min(validSeconds(message, nowMs()), longestValidity))),
    ...(messagingServiceSid === undefined ? { From: from } : { MessagingServiceSid: messagingServiceSid }),
    ...(callback === undefined ? {} : { StatusCallback: callback }),
  };
}

/** How long it rings; a mailbox that answers later is no customer. */
const ringSeconds = '25';

function callFields(message: PhoneMessage, { from, receiptUrl }: TwilioOptions): Fields {
  const callback = receiptUrl('twilio', message);
  return {
    To: message.to,
    From: from,
    Twiml: twiml(message.text, message.language),
    Timeout: ringSeconds,
    ...(callback === undefined
      ? {}
      : { StatusCallback: callback, StatusCallbackEvent: 'completed', StatusCallbackMethod: 'POST' }),
  };
}

type Fields = Record<string, string>;

/** By HTTP status, and by Twilio's error code where the number is to blame (https://www.twilio.com/docs/api/errors). */
function sort({ status, body }: ProviderAnswer): Sorted {
  const { sid, code } = partsOf(body);
  if (status >= 200 && status < 300) return sid === undefined ? { ok: true } : { ok: true, providerId: sid };
  if (code !== undefined && deadNumbers.has(code))
    return { ok: false, retry: false, reason: 'invalid_recipient', isProviders: false };
  if (code !== undefined && unwantedHere.has(code))
    return { ok: false, retry: false, reason: 'rejected', isProviders: true };
  if (status === 429) return { ok: false, retry: true, reason: 'rejected', isProviders: true };
  // Ours to mend: a wrong token, a suspended account, a path that is none.
  if (status === 401 || status === 403 || status === 404)
    return { ok: false, retry: true, reason: 'rejected', isProviders: true };
  if (status >= 400 && status < 500) return { ok: false, retry: false, reason: 'rejected', isProviders: false };
  return { ok: false, retry: true, reason: 'unreachable', isProviders: true };
}

/** Not a number (21211, 21217, 13223, 13224), not mobile (21614), no route to it (21612), said STOP (21610), cannot be reached (21214). */
const deadNumbers = new Set([21211, 21217, 13223, 13224, 21614, 21612, 21610, 21214]);
/** The account may not send to the country (21408, 21215, 13227) or from this number (21606, 21603, 21210). */
const unwantedHere = new Set([21408, 21215, 13227, 21606, 21603, 21210]);

function partsOf(body: string): { readonly sid?: string; readonly code?: number } {
  try {
    const { sid, code } = JSON.parse(body) as { sid?: unknown; code?: unknown };
    return {
      ...(typeof sid === 'string' ? { sid: sid.slice(0, 64) } : {}),
      ...(typeof code === 'number' ? { code } : {}),
    };
  } catch {
    return {};
  }
}
