import { readFileSync } from 'node:fs';
import type { PhoneMessage } from '@countersign/engine';
import { languages } from '@countersign/challenge';
import { twilio } from '@countersign/telephony';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';

const document = JSON.parse(readFileSync(new URL('messages-and-calls.json', import.meta.url), 'utf8'));
const voices = JSON.parse(readFileSync(new URL('say-voices.json', import.meta.url), 'utf8'));
const accountSid = `AC${'0123456789abcdef'.repeat(2)}`;
const sms: PhoneMessage = {
  id: '0b6f4a52-3f0e-8a5d-9c41-7d2e8f10a3b4.1',
  channel: 'sms',
  to: '+436641234567',
  text: '482913 is your code for: Sign-in\n@shop.example #482913',
  language: 'en',
  expiresAtMs: 600_000,
};
const call: PhoneMessage = { ...sms, channel: 'voice', text: 'Hello.\nThe code is: 4, 8, 2.', language: 'he' };
const receipts = 'https://codes.shop.example/v1/receipts/twilio?message=1';
const options = { accountSid, authToken: 'token', from: '+15005550006', url: 'https://api.twilio.com', nowMs: () => 0 };
const bare = twilio({ ...options, receiptUrl: () => undefined });
const full = twilio({ ...options, messagingServiceSid: `MG${'ab'.repeat(16)}`, receiptUrl: () => receipts });

const ajv = new Ajv({ strict: false, coerceTypes: true, allErrors: true });
for (const [format, pattern] of [
  ['phone-number', /^\+[1-9]\d{1,14}$/],
  ['uri', /^https?:\/\/\S+$/],
  ['http-method', /^(GET|POST)$/],
  ['date-time', /^\d{4}-/],
  ['endpoint', /^\+[1-9]\d{1,14}$/],
  ['twiml', /^<\?xml [^>]*\?><Response>.*<\/Response>$/s],
] as const)
  ajv.addFormat(format, pattern);
ajv.addSchema(document, 'twilio');

const form = 'application/x-www-form-urlencoded';

/** The check of an operation's form, and the names of its fields. */
function operation(resource: 'Messages' | 'Calls') {
  const path = `/2010-04-01/Accounts/{AccountSid}/${resource}.json`;
  const { properties } = document.paths[path].post.requestBody.content[form].schema;
  const steps = ['paths', path, 'post', 'requestBody', 'content', form, 'schema'];
  const pointer = steps.map((step) => encodeURIComponent(step.replaceAll('/', '~1'))).join('/');
  return { validate: ajv.compile({ $ref: `twilio#/${pointer}` }), known: Object.keys(properties) };
}

interface Parameter {
  readonly name: string;
  readonly schema: { readonly pattern: string };
}

describe('the requests of the Twilio preset (its own OpenAPI document)', () => {
  test.each([
    ['an SMS', bare, sms, 'Messages'],
    ['an SMS by a messaging service, with receipts', full, sms, 'Messages'],
    ['a call', bare, call, 'Calls'],
    ['a call with receipts', full, call, 'Calls'],
  ] as const)('%s', (_, provider, message, resource) => {
    const path = `/2010-04-01/Accounts/{AccountSid}/${resource}.json`;
    const { servers, post } = document.paths[path];
    const { url, headers, body } = provider.request(message);
    expect(url).toBe(`${servers[0].url}${path.replace('{AccountSid}', accountSid)}`);
    const [parameter] = post.parameters as readonly Parameter[];
    expect(accountSid).toMatch(new RegExp(parameter?.schema.pattern ?? ''));
    const [type] = Object.keys(post.requestBody.content);
    expect(headers['content-type']).toBe(type);
    const { scheme } = document.components.securitySchemes[Object.keys(post.security[0])[0] ?? ''];
    expect(headers['authorization']?.toLowerCase().startsWith(`${scheme} `)).toBe(true);

    const { validate, known } = operation(resource);
    const fields = Object.fromEntries(
      [...new URLSearchParams(body)].map(([name, value]) => [name, name === 'StatusCallbackEvent' ? [value] : value]),
    );
    expect([validate(fields), validate.errors]).toEqual([true, null]);
    expect(known).toEqual(expect.arrayContaining(Object.keys(fields)));
  });

  test.each([
    [600_000, '600'],
    [1_999, '1'],
    [-5_000, '1'],
    [7 * 86_400_000, '36000'],
  ])('an SMS that is worthless after %i ms stays in Twilio’s queue for %s s at most', (expiresAtMs, validity) => {
    const { body } = bare.request({ ...sms, expiresAtMs });
    expect(new URLSearchParams(body).get('ValidityPeriod')).toBe(validity);
  });

  test.each(languages)('a call in %s is read by a voice of that language, which Twilio has', (language) => {
    const { body } = bare.request({ ...call, language });
    const said = new URLSearchParams(body).get('Twiml') ?? '';
    const [, locale = '', voice = ''] = /<Say language="([^"]+)" voice="([^"]+)">/.exec(said) ?? [];
    expect(voices.languages).toContain(locale);
    expect(voices.voices).toContain(voice);
    expect(new Intl.Locale(locale).language).toBe(language);
    expect(voice.startsWith('Polly.') || voice.startsWith(`Google.${locale}-`)).toBe(true);
  });

  test('would not pass with a sender that is no number, or a field that Twilio does not know', () => {
    const { validate, known } = operation('Messages');
    expect(validate({ To: 'Ana', Body: 'x' })).toBe(false);
    expect(known).not.toContain('Text');
  });
});
