import { describe, expect, it } from 'vitest';
import { utf8Bytes } from '../utf8.ts';
import { decodeEvent } from './decode-event.ts';

const attributes = {
  specversion: '1.0',
  id: 'event-1',
  source: 'shop/login',
  type: 'login.succeeded',
  subject: 'account-1',
  time: '2026-03-01T09:30:00Z',
};
const data = { context: { deviceId: 'device-1' } };
type Headers = Record<string, Uint8Array>;

const decode = (event: object, headers: Headers = {}): ReturnType<typeof decodeEvent> =>
  decodeEvent({ key: null, value: utf8Bytes(JSON.stringify(event)), headers });
const structured = (changed: object): ReturnType<typeof decodeEvent> => decode({ ...attributes, data, ...changed });
const headersOf = (changed: object): Headers =>
  Object.fromEntries(
    Object.entries({ ...attributes, ...changed }).map(([name, value]) => [`ce_${name}`, utf8Bytes(String(value))]),
  );
const binary = (changed: object, body: object = data): ReturnType<typeof decodeEvent> =>
  decode(body, headersOf(changed));
const nested = (depth: number): object => (depth === 1 ? {} : { in: nested(depth - 1) });
const card = '4111 1111 1111 1111';

describe('a card number is refused wherever it stands', () => {
  it.each([
    ['the id', { id: card }],
    ['the source', { source: `shop/${card}` }],
    ['the subject', { subject: card }],
    ['a name', { data: { ...data, [card]: true } }],
    ['a number', { data: { ...data, paidWith: 4_111_111_111_111_111 } }],
    ['a field nobody knows', { data: { ...data, paid: { with: [card] } } }],
  ])('in %s', (_, changed) => {
    const refused = structured(changed);
    expect(refused).toMatchObject({ ok: false, code: 'card_number' });
    expect(JSON.stringify(refused)).not.toContain('4111');
  });

  it('in a header of binary mode', () =>
    expect(binary({ id: card })).toMatchObject({ ok: false, code: 'card_number' }));
});

describe('characters that show nothing are refused', () => {
  it.each([
    ['a soft hyphen', 'a\u00adb'],
    ['a joiner', 'a\u200db'],
    ['an isolate', 'a\u2066b'],
    ['a filler', 'a\u3164b'],
    ['a tag', 'a\u{e0041}b'],
    ['a line separator', 'a\u2028b'],
    ['a C1 control', 'a\u0085b'],
  ])('%s', (_, text) => {
    expect(structured({ data: { context: { city: text } } })).toMatchObject({ ok: false, code: 'unsafe_content' });
    expect(structured({ source: text })).toMatchObject({ ok: false, code: 'unsafe_content' });
    expect(binary({ source: text })).toMatchObject({ ok: false, code: 'unsafe_content' });
  });

  it('but letters with accents, other scripts and emoji are not', () =>
    expect(structured({ data: { context: { sessionId: 'Zoë Ελλάδα 日本 ❤️' } } })).toMatchObject({ ok: true }));
});

describe('binary mode has the bounds of structured mode', () => {
  it.each([6, 7])('data of %i levels', (depth) => {
    const deep = { context: {}, ...nested(depth) };
    expect(binary({}, deep).ok).toBe(depth === 6);
    expect(structured({ data: deep }).ok).toBe(depth === 6);
  });

  it('takes data from the value only, and normalises headers', () => {
    expect(binary({ data: 'other' })).toMatchObject({ ok: true, event: { data } });
    expect(binary({ subject: 'e\u0301' })).toMatchObject({ ok: true, event: { accountId: '\u00e9' } });
  });

  it('gives way to a structured content-type', () => {
    const headers = {
      ...headersOf({ id: 'stale' }),
      'content-type': utf8Bytes('application/cloudevents+json; charset=UTF-8'),
    };
    expect(decode({ ...attributes, data }, headers)).toMatchObject({ ok: true, event: { id: 'event-1' } });
  });

  it('reads a header that is not UTF-8 as absent', () =>
    expect(decode(data, { ...headersOf({}), ce_id: Uint8Array.of(0xff) })).toMatchObject({ code: 'not_cloudevent' }));
});

describe('what is not worth an event', () => {
  it('a bad trace is ignored', () => {
    for (const traceparent of ['x'.repeat(500), 17, null]) {
      expect(structured({ traceparent })).toMatchObject({ ok: true });
      expect(structured({ traceparent })).not.toHaveProperty('traceparent');
    }
  });

  it('any other schema version is named as such', () => {
    for (const schemaversion of ['2', 2, 1, {}]) {
      expect(structured({ schemaversion })).toMatchObject({ ok: false, code: 'unsupported_version' });
    }
    expect(structured({ schemaversion: '1' })).toMatchObject({ ok: true });
  });

  it('a name that nobody knows is not repeated when it may be personal', () => {
    const refused = structured({ data: { context: {}, 'ana@example.com': { note: 'a\u0007b' } } });
    expect(refused).toMatchObject({ message: 'data.….note holds a control, bidi or zero-width character.' });
  });
});
