import type { Delivery, HandoverUseCases, TypedAtTheDoor } from '@countersign/engine';
import { apiKeys, createApiKey, createLog, type Scope, systemRandomness } from '@countersign/runtime';
import type { LightMyRequestResponse } from 'fastify';
import { describe, expect, it } from 'vitest';
import { notifierHttp } from './notifier-http.ts';

const parcel = { orderId: 'order-7', stopId: 'stop-1' };
const good = { ...parcel, code: '123 456', courierId: 'courier-12', place: { latitude: 38.7, longitude: -9.1 } };

function harness(answers: Partial<HandoverUseCases> = {}) {
  const seen: [Delivery, TypedAtTheDoor][] = [];
  const handovers: HandoverUseCases = {
    verifyHandover: async (delivery, typed) => {
      seen.push([delivery, typed]);
      return 'verified';
    },
    reissueHandover: async () => 'sent',
    handover: async () => ({
      status: 'open',
      reference: '28K-JAE',
      digits: 6,
      expiresAtMs: 1_772_357_400_000,
      delegate: 'Bruno',
    }),
    nameDelegate: async () => 'named',
    ...answers,
  };
  const unasked = (): never => {
    throw new Error('a courier must not get here');
  };
  const scopes: readonly Scope[] = ['verify', 'read', 'courier', 'admin'];
  const keys = Object.fromEntries(scopes.map((scope) => [scope, createApiKey(systemRandomness, [scope])]));
  const app = notifierHttp({
    useCases: {
      verify: unasked,
      resend: unasked,
      status: unasked,
      reportNotMe: unasked,
      beginEnrolment: unasked,
      confirmEnrolment: unasked,
      removeAuthenticator: unasked,
      renewRecoveryCodes: unasked,
      authenticator: unasked,
      accountView: unasked,
      rememberBrowser: unasked,
      isBrowserRemembered: unasked,
      noteBounce: unasked,
      forgetBrowsers: unasked,
      readReportLink: unasked,
      referenceOf: unasked,
      ...handovers,
    },
    brand: 'Example Shop',
    cases: { waiting: unasked, show: unasked, resolve: unasked },
    labelling: unasked,
    supportContact: 'help@example.com',
    apiKeys: apiKeys(Object.values(keys).map(({ entry }) => entry)),
    log: createLog({ level: 'error', service: 'notifier' }),
    version: '1.0.0',
  });
  const post = (path: string, payload: object, as = 'courier'): Promise<LightMyRequestResponse> =>
    app.inject({ method: 'POST', url: path, headers: { authorization: `Bearer ${keys[as]?.key}` }, payload });
  return { seen, post };
}
const shown = (response: LightMyRequestResponse): [number, unknown] => [response.statusCode, response.json()];

describe('a courier', () => {
  it('verifies by order and stop; what is left out is the recipient with a network', async () => {
    const { post, seen } = harness();
    expect(shown(await post('/v1/handovers/verify', good))).toEqual([200, { result: 'verified' }]);
    const { code: _, orderId: _o, stopId: _s, ...rest } = good;
    expect(seen).toEqual([[parcel, { ...rest, code: '123456', receivedBy: 'recipient', wasOffline: false }]]);
  });

  it.each([
    ['rejected', 422, { result: 'rejected' }],
    ['wrong_address', 409, { result: 'wrong_address' }],
    ['no_delegate', 409, { result: 'no_delegate' }],
    ['unavailable', 503, { error: expect.any(String) }],
  ] as const)('hears %s as %i', async (answer, status, body) => {
    const { post } = harness({ verifyHandover: async () => answer });
    expect(shown(await post('/v1/handovers/verify', good))).toEqual([status, body]);
  });

  it('who guesses hears when to come again', async () => {
    const { post } = harness({ verifyHandover: async () => ({ retryAfterSeconds: 60 }) });
    const response = await post('/v1/handovers/verify', good);
    expect([response.statusCode, response.headers['retry-after']]).toEqual([429, '60']);
  });

  it('sees who may receive it, and has a lost code sent to the recipient', async () => {
    const { post } = harness();
    expect(shown(await post('/v1/handovers/status', parcel))).toEqual([
      200,
      { status: 'open', reference: '28K-JAE', digits: 6, delegate: 'Bruno', expiresAt: '2026-03-01T09:30:00.000Z' },
    ]);
    expect(shown(await post('/v1/handovers/reissue', parcel))).toEqual([200, { result: 'sent' }]);
  });

  it.each(['/v1/challenges/3f1c1f9e-4b1d-4a6e-9a57-0c0f6a1b2c3d/verify', '/v1/handovers/delegate'])(
    'may do nothing else: %s',
    async (path) => {
      const { post } = harness();
      expect((await post(path, { ...parcel, name: 'Bruno' })).statusCode).toBe(403);
    },
  );

  it.each([
    [{ ...good, code: 'abcdef' }, '"code" must be'],
    [{ ...good, place: { latitude: 91, longitude: 0 } }, '"place" must be'],
    [{ ...good, receivedBy: 'neighbour' }, '"receivedBy" must be'],
    [{ ...good, orderId: '' }, '"orderId" must be'],
  ])('is told what is wrong with %j', async (body, words) => {
    const { post, seen } = harness();
    const response = await post('/v1/handovers/verify', body);
    expect([response.statusCode, response.json().error]).toEqual([400, expect.stringContaining(words)]);
    expect(seen).toEqual([]);
  });
});

describe('the recipient’s page', () => {
  it('names a delegate by the scope of pages, which verifies no hand-over', async () => {
    const { post } = harness();
    expect(shown(await post('/v1/handovers/delegate', { ...parcel, name: 'Bruno' }, 'verify'))).toEqual([
      200,
      { result: 'named' },
    ]);
    expect((await post('/v1/handovers/verify', good, 'verify')).statusCode).toBe(403);
    const bidi = await post('/v1/handovers/delegate', { ...parcel, name: 'Bruno\u202e' }, 'verify');
    expect(bidi.statusCode).toBe(400);
  });
});
