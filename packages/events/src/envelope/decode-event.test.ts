import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { utf8Bytes } from '../utf8.ts';
import { decodeEvent } from './decode-event.ts';

const login = {
  specversion: '1.0',
  id: 'event-1',
  source: 'shop/login',
  type: 'login.succeeded',
  subject: 'account-1',
  time: '2026-03-01T09:30:00Z',
  data: { context: { ip: '203.0.113.7', deviceId: 'device-1' } },
};

const decodeText = (text: string, headers = {}, key: string | null = 'account-1'): ReturnType<typeof decodeEvent> =>
  decodeEvent({ key: key === null ? null : utf8Bytes(key), value: utf8Bytes(text), headers });
const decodeJson = (event: object): ReturnType<typeof decodeEvent> => decodeText(JSON.stringify(event));
const withData = (data: object): object => ({ ...login, data });

describe('decodeEvent', () => {
  it('reads structured JSON', () => {
    const decoded = decodeJson(login);
    expect(decoded).toMatchObject({
      ok: true,
      unknownFields: 0,
      event: { id: 'event-1', type: 'login.succeeded', accountId: 'account-1', time: Date.UTC(2026, 2, 1, 9, 30) },
    });
  });

  it('reads binary mode, attributes in headers', () => {
    const { data, ...attributes } = login;
    const headers = Object.fromEntries(
      Object.entries(attributes).map(([name, value]) => [`ce_${name}`, utf8Bytes(value)]),
    );
    expect(decodeText(JSON.stringify(data), headers)).toMatchObject({ ok: true, event: { id: 'event-1', data } });
  });

  it('takes the trace from the header before the attribute, and only when it is one', () => {
    const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
    expect(decodeText(JSON.stringify(login), { traceparent: utf8Bytes(traceparent) })).toMatchObject({ traceparent });
    expect(decodeJson({ ...login, traceparent })).toMatchObject({ traceparent });
    expect(decodeJson({ ...login, traceparent: 'no trace' })).not.toHaveProperty('traceparent');
  });

  it('drops and counts names that nobody knows', () => {
    const decoded = decodeJson(withData({ context: { deviceId: 'd', colour: 'red' }, mood: { now: 'good' } }));
    expect(decoded).toMatchObject({ ok: true, unknownFields: 3, event: { data: { context: { deviceId: 'd' } } } });
    expect(JSON.stringify(decoded)).not.toContain('red');
  });

  it('normalises text to NFC, also when it is escaped', () => {
    const text = JSON.stringify(withData({ context: { sessionId: 'e\u0301' } })).replace('e\u0301', 'e\\u0301');
    expect(decodeText(text)).toMatchObject({ ok: true, event: { data: { context: { sessionId: '\u00e9' } } } });
  });

  const many = (count: number): object[] =>
    Array.from({ length: count }, () => ({ value: { minor: 1, currency: 'EUR' } }));
  const purchase = (data: object): object => ({ ...login, type: 'purchase.requested', data: { context: {}, ...data } });

  it.each([
    ['half a text', '{"specversion":', 'not_json'],
    ['a list', '[]', 'not_json'],
    ['a number', '17', 'not_json'],
    ['another CloudEvents version', JSON.stringify({ ...login, specversion: '0.3' }), 'unsupported_version'],
    ['another schema version', JSON.stringify({ ...login, schemaversion: '2' }), 'unsupported_version'],
    ['no id', JSON.stringify({ ...login, id: undefined }), 'not_cloudevent'],
    ['a time without zone', JSON.stringify({ ...login, time: '2026-03-01 09:30' }), 'not_cloudevent'],
    ['an unknown type', JSON.stringify({ ...login, type: 'login.suceeded' }), 'unknown_type'],
    ['no data', JSON.stringify({ ...login, data: undefined }), 'not_cloudevent'],
    ['a forbidden name', JSON.stringify(login).replace('"deviceId"', '"__proto__"'), 'unsafe_content'],
    ['an escaped forbidden name', JSON.stringify(login).replace('"deviceId"', '"\\u005f_proto__"'), 'unsafe_content'],
    ['a constructor', JSON.stringify(login).replace('"deviceId"', '"constructor"'), 'unsafe_content'],
    ['a control character', JSON.stringify(withData({ context: { deviceId: 'a\u0007b' } })), 'unsafe_content'],
    ['a bidi character', JSON.stringify(withData({ context: { deviceId: 'a\u202eb' } })), 'unsafe_content'],
    ['a zero-width character', JSON.stringify(withData({ context: { deviceId: 'a\u200bb' } })), 'unsafe_content'],
    ['a lone surrogate', JSON.stringify(withData({ context: { deviceId: 'a\ud800b' } })), 'unsafe_content'],
    [
      'an infinite amount',
      JSON.stringify(purchase({})).replace('{}', '{},"amount":{"minor":1e999,"currency":"EUR"}'),
      'invalid_data',
    ],
    ['a fraction of a cent', JSON.stringify(purchase({ amount: { minor: 1.5, currency: 'EUR' } })), 'invalid_data'],
    ['a currency in words', JSON.stringify(purchase({ amount: { minor: 1, currency: 'euro' } })), 'invalid_data'],
    [
      'a long list',
      JSON.stringify(purchase({ amount: { minor: 1, currency: 'EUR' }, items: many(65) })),
      'unsafe_content',
    ],
    ['a long text', JSON.stringify(withData({ context: { deviceId: 'd'.repeat(129) } })), 'invalid_data'],
    [
      'deep nesting',
      JSON.stringify(withData({ context: {}, a: { b: { c: { d: { e: { f: { g: 1 } } } } } } })),
      'unsafe_content',
    ],
    ['an address that is none', JSON.stringify(withData({ context: { ip: '300.1.1.1' } })), 'invalid_data'],
    ['a card number', JSON.stringify(withData({ context: { sessionId: '4111 1111 1111 1111' } })), 'card_number'],
  ])('refuses %s', (_, text, code) => {
    expect(decodeText(text)).toMatchObject({ ok: false, code });
  });

  it('says the nearest type, the place and what is allowed, in at most 256 characters and without the value', () => {
    expect(decodeJson({ ...login, type: 'login.suceeded' })).toMatchObject({
      message: 'type is not one of version 1; did you mean login.succeeded?',
    });
    const secret = 'device-of-somebody-'.repeat(20);
    const refused = decodeJson(withData({ context: { deviceId: secret } }));
    expect(refused).toMatchObject({ message: expect.stringMatching(/^data\.context\.deviceId: /) });
    expect(JSON.stringify(refused)).not.toContain('device-of');
  });

  it('refuses what is too large before looking into it, and what has no value', () => {
    expect(decodeText('x'.repeat(2_000_000))).toMatchObject({ ok: false, code: 'too_large' });
    expect(decodeEvent({ key: null, value: null, headers: {} })).toMatchObject({ ok: false, code: 'no_value' });
    expect(decodeEvent({ key: null, value: Uint8Array.of(0xff), headers: {} })).toMatchObject({ code: 'not_utf8' });
  });

  it('refuses a key that is not the subject, but reads an event without key', () => {
    expect(decodeText(JSON.stringify(login), {}, 'account-2')).toMatchObject({ ok: false, code: 'subject_mismatch' });
    const decomposed = { ...login, subject: 'Ame\u0301lie' };
    expect(decodeText(JSON.stringify(decomposed), {}, 'Ame\u0301lie')).toMatchObject({ ok: true });
    expect(decodeText(JSON.stringify({ ...login, subject: 'K1' }), {}, '\u212a1')).toMatchObject({ ok: true }); // Kelvin is K.
    expect(decodeText(JSON.stringify({ ...login, subject: 'K1' }), {}, 'K2')).toMatchObject({ ok: false });
    expect(decodeText(JSON.stringify(login), {}, null)).toMatchObject({ ok: true });
  });

  it('refuses a gift-card code where a digest belongs', () => {
    const redemption = (digest: string): object => ({
      ...login,
      type: 'gift_card.redemption_requested',
      data: { context: {}, giftCard: { digest } },
    });
    expect(decodeJson(redemption('ABCD-EFGH-2345-JKLM'))).toMatchObject({ ok: false, code: 'gift_card_code' });
    expect(decodeJson(redemption('hmac-sha256:pV0x1yQ2'))).toMatchObject({ ok: true });
  });

  const cases = Number(process.env['FUZZ_CASES'] ?? 3000);
  it('never throws, whatever comes', { timeout: 10_000 + cases }, () => {
    const attribute = fc.constantFrom('id', 'type', 'data', 'time', 'subject', 'specversion', '__proto__');
    const mutated = fc
      .tuple(attribute, fc.jsonValue())
      .map(([name, value]) => JSON.stringify({ ...login, [name]: value }));
    const text = fc.oneof(fc.string({ unit: 'binary' }), fc.json(), mutated).map(utf8Bytes);
    const spoilt = fc.tuple(fc.nat({ max: 200 }), fc.nat({ max: 255 })).map(([at, byte]) => {
      const bytes = utf8Bytes(JSON.stringify(login));
      bytes[at % bytes.length] = byte;
      return bytes;
    });
    const bytes = fc.uint8Array({ maxLength: 24 });
    const headers = fc.dictionary(
      fc.constantFrom('ce_specversion', 'ce_id', 'ce_data', 'traceparent', '__proto__'),
      bytes,
    );
    const record = fc.record({
      key: fc.option(bytes),
      value: fc.oneof(text, spoilt, bytes),
      headers: fc.oneof(fc.constant({}), headers),
    });
    fc.assert(
      fc.property(record, (given) => {
        const decoded = decodeEvent(given);
        if (!decoded.ok) expect(decoded.message.length).toBeLessThanOrEqual(256);
      }),
      { numRuns: cases },
    );
  });
});
