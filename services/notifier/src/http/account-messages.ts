import { channel, purpose } from '@countersign/events';
import { z } from 'zod';
import { challengeId } from './messages.ts';

// The description of a field completes the sentence "<field> must be …" and stands in the OpenAPI document.

const accountId = z
  .string()
  .min(1)
  .max(128)
  .describe('the account id as events name it, a text of 1 to 128 characters');
const deviceId = z.string().min(1).max(128).describe('the device id as events name it, a text of 1 to 128 characters');

/** Body of a look at an account; in the body, because addresses of requests are logged on the way. */
export const viewBody = z.strictObject({ accountId });
export const rememberBody = z.strictObject({
  accountId,
  deviceId,
  challengeId: challengeId.describe('the id of the challenge that was verified for this login, a UUID'),
});
export const checkBody = z.strictObject({
  accountId,
  deviceId,
  token: z.string().min(1).max(256).describe('the token of the browser, a text of 1 to 256 characters'),
});
export const forgetBody = z.strictObject({
  accountId,
  id: z.uuid().optional().describe('the id of one remembered browser, a UUID; or left out: all of them'),
});

/** Body of what a provider says of an address; its own format is for whoever calls to read. */
export const bounceBody = z.strictObject({
  channel: z.enum(['email', 'sms', 'voice']).describe('email, sms or voice'),
  to: z.string().min(1).max(254).describe('the address, or the number with + and country code'),
  what: z
    .enum(['bounced', 'complained', 'undeliverable'])
    .describe('bounced: it is dead; complained: its owner wants nothing more; undeliverable: not this time'),
});
export const bounceNoted = z.strictObject({ result: z.literal('noted') });

const instant = z.string().describe('an instant');
const shownContact = z.strictObject({
  contact: z.string().optional().describe('masked; left out when it was taken away'),
  codesTo: z.string().optional().describe('where codes go while the contact is new, masked'),
  codesUntil: instant.optional().describe('until when, an instant'),
  hasBounced: z.boolean().describe('messages to it came back: it gets none for now'),
});

/** What a customer is to see of their own step-ups (OTP-41). */
export const accountView = z.strictObject({
  stepUps: z.array(
    z.strictObject({
      challengeId: z.uuid(),
      reference: z.string().describe('as it stood in the message'),
      purpose,
      eventType: z.string(),
      setting: z.string().optional(),
      amount: z.strictObject({ minor: z.int(), currency: z.string() }).optional(),
      place: z.string().optional(),
      device: z.string().optional(),
      status: z.string(),
      channel: channel.optional(),
      messages: z.int().describe('codes that were sent'),
      at: instant,
    }),
  ),
  notices: z.array(
    z.strictObject({
      kind: z.string(),
      channel: z.enum(['email', 'sms']),
      status: z.enum(['waiting', 'sent', 'failed', 'expired']),
      at: instant,
    }),
  ),
  contacts: z.strictObject({ email: shownContact.optional(), phone: shownContact.optional() }),
  preferredChannel: channel.optional(),
  language: z.string().optional(),
  timeZone: z.string().optional(),
  rememberedBrowsers: z.array(z.strictObject({ id: z.uuid(), since: instant, expiresAt: instant })),
});

export const rememberedBrowser = z.strictObject({
  result: z.literal('remembered'),
  token: z.string().describe('for a cookie of this browser that scripts cannot read'),
  expiresAt: instant,
});
export const browserCheck = z.strictObject({
  remembered: z.boolean().describe('what `rememberedBrowser` of the login says'),
});
export const browsersForgotten = z.strictObject({ result: z.literal('forgotten') });
