import { z } from 'zod';
import { optional, withDefault } from '../configuration/variable.ts';
import { hostName, jsonObject, listOf, oneLine, secureUrl } from './schemas.ts';

/** Longest host that leaves room for the rest of an SMS of two segments in every language (OTP-33). */
const longestHost = 32;

/** Who carries SMS and calls, and to which countries (OTP-30, OTP-35). */
export const phoneVariables = {
  smsCountries: optional(
    {
      name: 'COUNTERSIGN_SMS_COUNTRIES',
      description: 'Countries whose phones get codes by SMS and calls.',
      allowed: 'countries as two capitals of ISO 3166-1, several separated by commas',
      schema: listOf(z.string().regex(/^[A-Z]{2}$/)),
    },
    'none: no SMS and no calls',
  ),
  pageHost: optional(
    {
      name: 'COUNTERSIGN_PAGE_HOST',
      description:
        'Host of the page on which codes are typed: the last line of an SMS, so that a phone offers the code there alone.',
      allowed: `a host name of at most ${longestHost} characters`,
      schema: hostName(longestHost),
    },
    'development: `shop.example`; production: **required** for SMS',
  ),
  smsProviders: optional(
    {
      name: 'COUNTERSIGN_SMS_PROVIDERS',
      description: 'Who carries SMS and calls; the second one where the first cannot.',
      allowed: 'twilio, http, or both separated by a comma',
      schema: listOf(z.enum(['twilio', 'http'])).refine((some) => new Set(some).size === some.length),
    },
    'development: a mailbox in the folder; production: **required** for SMS',
  ),
  twilioAccountSid: optional(
    {
      name: 'COUNTERSIGN_TWILIO_ACCOUNT_SID',
      description: 'Account with Twilio.',
      allowed: 'AC and 32 hexadecimal digits',
      schema: z.string().regex(/^AC[0-9a-fA-F]{32}$/),
    },
    '**required** for twilio',
  ),
  twilioAuthToken: optional(
    {
      name: 'COUNTERSIGN_TWILIO_AUTH_TOKEN',
      description: 'Its primary token; receipts are signed with it.',
      allowed: 'the token as Twilio shows it',
      schema: z.string().regex(/^[0-9a-zA-Z]{32,64}$/),
      secret: true,
    },
    '**required** for twilio',
  ),
  twilioFrom: optional(
    {
      name: 'COUNTERSIGN_TWILIO_FROM',
      description: 'Number that calls come from, and SMS where no messaging service is named.',
      allowed: 'a phone number in E.164, such as +431234567',
      schema: z.string().regex(/^\+[1-9]\d{6,14}$/),
    },
    '**required** for twilio',
  ),
  twilioMessagingService: optional(
    {
      name: 'COUNTERSIGN_TWILIO_MESSAGING_SERVICE',
      description: 'Messaging service that picks the sender of an SMS.',
      allowed: 'MG and 32 hexadecimal digits',
      schema: z.string().regex(/^MG[0-9a-fA-F]{32}$/),
    },
    'COUNTERSIGN_TWILIO_FROM',
  ),
  twilioUrl: withDefault(
    {
      name: 'COUNTERSIGN_TWILIO_URL',
      description: 'Where Twilio answers; another one for its regions.',
      allowed: 'an https:// URL',
      schema: secureUrl,
    },
    'https://api.twilio.com',
  ),
  smsHttpUrl: optional(
    {
      name: 'COUNTERSIGN_SMS_HTTP_URL',
      description: 'Where the generic provider takes a message, by POST.',
      allowed: 'an https:// URL',
      schema: secureUrl,
    },
    '**required** for http',
  ),
  smsHttpHeaders: optional(
    {
      name: 'COUNTERSIGN_SMS_HTTP_HEADERS',
      description: 'Headers of such a request, its credentials among them.',
      allowed: 'a JSON object of header names and texts of one line',
      schema: jsonObject(z.record(z.string().regex(/^[A-Za-z0-9-]{1,64}$/), oneLine)),
      secret: true,
    },
    'none',
  ),
  smsHttpBody: optional(
    {
      name: 'COUNTERSIGN_SMS_HTTP_BODY',
      description: 'Body of such a request.',
      allowed:
        'a JSON object with {{to}} and {{text}}, and {{id}}, {{channel}}, {{language}}, {{receipts}}, {{validSeconds}} as wanted',
      schema: z.string().max(4096),
    },
    '**required** for http',
  ),
  smsHttpChannels: withDefault(
    {
      name: 'COUNTERSIGN_SMS_HTTP_CHANNELS',
      description: 'What the generic provider carries.',
      allowed: 'sms, voice, or both separated by a comma',
      schema: listOf(z.enum(['sms', 'voice'])),
    },
    ['sms'] as ('sms' | 'voice')[],
    'sms',
  ),
  smsHttpReceiptSecret: optional(
    {
      name: 'COUNTERSIGN_SMS_HTTP_RECEIPT_SECRET',
      description: 'What the generic provider signs its receipts with.',
      allowed: 'a text of 32 to 256 characters',
      schema: z.string().min(32).max(256),
      secret: true,
    },
    'none of its receipts is believed',
  ),
} as const;
