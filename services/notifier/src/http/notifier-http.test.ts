import type { AccountUseCases, AuthenticatorUseCases, CaseUseCases, HandoverUseCases } from '@countersign/engine';
import { apiKeys, createApiKey, createLog, type Scope, systemRandomness } from '@countersign/runtime';
import type { LightMyRequestResponse } from 'fastify';
import { describe, expect, it } from 'vitest';
import { limitsOf } from './admission.ts';
import type { ChallengeUseCases, Verification } from './challenge-use-cases.ts';
import type { NotMeUseCases } from '../pages/not-me-routes.ts';
import { type NotifierHttpOptions, notifierHttp } from './notifier-http.ts';

const id = '3f1c1f9e-4b1d-4a6e-9a57-0c0f6a1b2c3d';
const binding = 'b'.repeat(43);
const good = { code: '123456', bindingDigest: binding };
const lines: string[] = [];
const log = createLog({ level: 'debug', service: 'notifier', destination: { write: (line) => lines.push(line) } });

const noCases: CaseUseCases = {
  waiting: async () => [],
  show: async () => undefined,
  resolve: async () => ({ result: 'unknown' }),
};

const noAuthenticators: AuthenticatorUseCases = {
  beginEnrolment: async () => 'not_approved',
  confirmEnrolment: async () => 'rejected',
  removeAuthenticator: async () => 'not_enrolled',
  renewRecoveryCodes: async () => 'not_enrolled',
  authenticator: async () => 'none',
};

const noAccounts: AccountUseCases = {
  accountView: async () => 'unavailable',
  rememberBrowser: async () => 'rejected',
  isBrowserRemembered: async () => false,
  forgetBrowsers: async () => 'forgotten',
  noteBounce: async () => 'noted',
};

const noHandovers: HandoverUseCases = {
  verifyHandover: async () => 'rejected',
  reissueHandover: async () => 'rejected',
  handover: async () => 'closed',
  nameDelegate: async () => 'rejected',
};

const links: NotMeUseCases = {
  readReportLink: (token) =>
    token === 'good' ? { ok: true, challengeId: id, expiresAtMs: 0 } : { ok: false, reason: 'invalid' },
  reportNotMe: async () => 'received',
  referenceOf: () => '28K-JAE',
};

function harness(useCases: Partial<ChallengeUseCases> = {}, more: Partial<NotifierHttpOptions> = {}) {
  const seen: [string, Verification][] = [];
  const all: ChallengeUseCases = {
    verify: async (challengeId, verification) => {
      seen.push([challengeId, verification]);
      return 'verified';
    },
    resend: async () => 'sent',
    status: async () => ({ status: 'open', reference: '28K-JAE', digits: 6, expiresAtMs: 1_772_357_400_000 }),
    reportNotMe: async () => 'received',
    ...useCases,
  };
  const scopes: readonly Scope[] = ['verify', 'read', 'courier', 'admin'];
  const keys = Object.fromEntries(scopes.map((scope) => [scope, createApiKey(systemRandomness, [scope])]));
  const entries = Object.values(keys).map(({ entry }) => entry);
  const app = notifierHttp({
    useCases: { ...links, ...noAuthenticators, ...noAccounts, ...noHandovers, ...all },
    brand: 'Example Shop',
    cases: noCases,
    labelling: async () => ({ result: 'unknown_event' }),
    privacy: { kept: async (accountId) => ({ accountId, contacts: undefined, challenges: [], cases: [], others: [] }) },
    supportContact: 'help@example.com',
    apiKeys: apiKeys(entries),
    log,
    version: '1.0.0',
    ...more,
  });
  const call = (
    method: 'GET' | 'POST',
    path: string,
    body?: unknown,
    { as = 'admin', headers = {}, remoteAddress = '192.0.2.1' }: Caller = {},
  ): Promise<LightMyRequestResponse> =>
    app.inject({
      method,
      url: path,
      remoteAddress,
      headers: { authorization: `Bearer ${keys[as]?.key}`, ...headers },
      ...(body === undefined ? {} : { payload: body as string | object }),
    });
  return {
    app,
    seen,
    call,
    verify: (body: unknown = good, caller: Caller = {}) => call('POST', `/v1/challenges/${id}/verify`, body, caller),
  };
}

interface Caller {
  readonly as?: string;
  readonly headers?: Record<string, string>;
  readonly remoteAddress?: string;
}

const shown = (response: LightMyRequestResponse): [number, unknown] => [response.statusCode, response.json()];

describe('operations', () => {
  it('verifies: blanks and hyphens in the code are the customer’s', async () => {
    const { verify, seen } = harness();
    expect(shown(await verify({ ...good, code: '123 4-56' }))).toEqual([200, { result: 'verified' }]);
    expect(seen).toEqual([[id, { code: '123456', bindingDigest: binding }]]);
  });

  it('verifies: full-width digits of an East Asian keyboard are digits', async () => {
    const { verify, seen } = harness();
    expect(shown(await verify({ ...good, code: '１２３ ４５６' }))).toEqual([200, { result: 'verified' }]);
    expect(seen).toEqual([[id, { code: '123456', bindingDigest: binding }]]);
  });

  it('verifies: a recovery code in any writing (OTP-20)', async () => {
    const { verify, seen } = harness();
    await verify({ ...good, code: '0abc-DEFG hjkm-npqr-stvw-xyz0' });
    expect(seen).toEqual([[id, { ...good, code: '0abcDEFGhjkmnpqrstvwxyz0' }]]);
  });

  it('hands on where the code was typed (OTP-37)', async () => {
    const { verify, seen } = harness();
    const client = { ip: '203.0.113.7', deviceId: 'her-phone' };
    await verify({ ...good, client });
    expect(seen).toEqual([[id, { ...good, client }]]);
    expect((await verify({ ...good, client: { ip: 'nowhere' } })).statusCode).toBe(400);
  });

  it('hands on "try another way", and refuses channels that carry no message (OTP-30)', async () => {
    const wishes: unknown[] = [];
    const { call } = harness({
      resend: async (_, wish) => {
        wishes.push(wish);
        return 'sent';
      },
    });
    const ask = (body?: unknown) => call('POST', `/v1/challenges/${id}/resend`, body);
    await ask();
    await ask({ channel: 'sms' });
    expect(wishes).toEqual([{}, { channel: 'sms' }]);
    expect(shown(await ask({ channel: 'pigeon' }))).toEqual([
      400,
      {
        error:
          '"channel" must be authenticator, sms, voice or email: another way to be asked, taken where it reaches the customer; or left out: the strongest that sends a code.',
      },
    ]);
  });

  it.each<[string, Partial<ChallengeUseCases>, 'GET' | 'POST', string, [number, object], string | undefined]>([
    ['wrong code', { verify: async () => 'rejected' }, 'POST', '/verify', [422, { result: 'rejected' }], undefined],
    ['resend', {}, 'POST', '/resend', [200, { result: 'sent' }], undefined],
    ['no more codes', { resend: async () => 'rejected' }, 'POST', '/resend', [422, { result: 'rejected' }], undefined],
    [
      'too early',
      { resend: async () => ({ retryAfterSeconds: 29.2 }) },
      'POST',
      '/resend',
      [429, { error: 'The next code can be sent in 30 s.' }],
      '30',
    ],
    [
      'status',
      {},
      'GET',
      '',
      [200, { status: 'open', reference: '28K-JAE', digits: 6, expiresAt: '2026-03-01T09:30:00.000Z' }],
      undefined,
    ],
    ['status of nothing', { status: async () => 'closed' }, 'GET', '', [200, { status: 'closed' }], undefined],
    ['not me', {}, 'POST', '/not-me', [200, { result: 'received' }], undefined],
  ])('%s', async (_, useCases, method, path, expected, retryAfter) => {
    const { call } = harness(useCases);
    const response = await call(method, `/v1/challenges/${id}${path}`, path === '/verify' ? good : undefined);
    expect(shown(response)).toEqual(expected);
    expect(response.headers['retry-after']).toBe(retryAfter);
    expect(response.headers['cache-control']).toBe('no-store');
  });

  it('answers a broken store with 503, however it shows (OTP-13)', async () => {
    const down = Object.assign(new Error('redis: connection refused'), { retryable: true });
    const answers: ChallengeUseCases['verify'][] = [async () => 'unavailable', () => Promise.reject(down)];
    for (const verify of answers) {
      const response = await harness({ verify }).verify();
      expect(response.statusCode).toBe(503);
      expect(response.headers['retry-after']).toBe('2');
      expect(response.body).not.toContain('redis');
    }
  });

  it('answers a defect with 500 and keeps the reason to itself', async () => {
    const response = await harness({ verify: () => Promise.reject(new Error('undefined is not a function')) }).verify();
    expect(shown(response)).toEqual([500, { error: 'Countersign failed to answer; the reason is in its log.' }]);
    expect(lines.join()).toContain('undefined is not a function');
  });
});

describe('admission (SEC-03)', () => {
  it.each([
    ['verify', 'POST', '/verify', 200],
    ['verify', 'POST', '/resend', 200],
    ['verify', 'POST', '/not-me', 200],
    ['verify', 'GET', '', 403],
    ['read', 'GET', '', 200],
    ['read', 'POST', '/verify', 403],
    ['admin', 'GET', '', 200],
    ['nobody', 'GET', '', 401],
    ['nobody', 'POST', '/verify', 401],
  ] as const)('a key with scope %s, %s %s: %i', async (as, method, path, status) => {
    const { call } = harness();
    const response = await call(method, `/v1/challenges/${id}${path}`, path === '/verify' ? good : undefined, { as });
    expect(response.statusCode).toBe(status);
    expect(response.headers['www-authenticate']).toBe(status === 401 ? 'Bearer' : undefined);
  });

  it('bounds the requests of one key and of one address, and says when to come again', async () => {
    let nowMs = 0;
    const limits = { perKey: { burst: 3, perSecond: 1 }, perSource: { burst: 2, perSecond: 0.5 } };
    const { verify } = harness({}, { limits, nowMs: () => nowMs });
    const statuses = async (...addresses: string[]): Promise<number[]> => {
      const responses = [];
      for (const remoteAddress of addresses) responses.push(await verify(good, { remoteAddress }));
      return responses.map(({ statusCode }) => statusCode);
    };
    expect(await statuses('192.0.2.1', '192.0.2.1', '192.0.2.1')).toEqual([200, 200, 429]);
    expect(await statuses('2001:db8::1', '2001:db8::ffff:2')).toEqual([200, 429]);
    const late = await verify(good, { remoteAddress: '192.0.2.1' });
    expect([late.statusCode, late.headers['retry-after']]).toEqual([429, '2']);
    nowMs = 2_000;
    expect(await statuses('192.0.2.1', '192.0.2.1')).toEqual([200, 429]);
  });

  it('has the budgets that are configured: so many a second of a key and of an address, twice as many at once', async () => {
    const { verify } = harness({}, { limits: limitsOf({ httpKeyRate: 2, httpSourceRate: 1 }), nowMs: () => 0 });
    const answers: number[] = [];
    for (const last of [1, 1, 1, 2, 2, 3]) {
      answers.push((await verify(good, { remoteAddress: `192.0.2.${last}` })).statusCode);
    }
    expect(answers).toEqual([200, 200, 429, 200, 200, 429]);
  });

  it('counts guesses of keys too', async () => {
    const { verify } = harness(
      {},
      { limits: { perKey: { burst: 9, perSecond: 9 }, perSource: { burst: 1, perSecond: 1 } } },
    );
    expect((await verify(good, { as: 'nobody' })).statusCode).toBe(401);
    expect((await verify(good)).statusCode).toBe(429);
  });

  it('believes X-Forwarded-For of a trusted proxy only', async () => {
    const limits = { perKey: { burst: 99, perSecond: 9 }, perSource: { burst: 1, perSecond: 0.001 } };
    const from = (address: string): Caller => ({ remoteAddress: '10.1.2.3', headers: { 'x-forwarded-for': address } });
    const trusting = harness({}, { limits, trustedProxies: ['10.0.0.0/8'] });
    expect((await trusting.verify(good, from('203.0.113.1'))).statusCode).toBe(200);
    expect((await trusting.verify(good, from('203.0.113.2'))).statusCode).toBe(200);
    expect((await trusting.verify(good, from('203.0.113.9, 203.0.113.2'))).statusCode).toBe(429);
    const wary = harness({}, { limits });
    expect((await wary.verify(good, from('203.0.113.1'))).statusCode).toBe(200);
    expect((await wary.verify(good, from('203.0.113.2'))).statusCode).toBe(429);
  });
});

describe('bad requests', () => {
  it.each<[string, unknown, Record<string, string>, number, string]>([
    [
      'nothing in it',
      {},
      {},
      400,
      '"code" must be a text of 6 to 12 digits, or a recovery code of 24 characters; blanks and hyphens are allowed; "bindingDigest" must be the bindingDigest of the challenge, a text of 16 to 128 characters.',
    ],
    [
      'a number',
      { ...good, code: 123456 },
      {},
      400,
      '"code" must be a text of 6 to 12 digits, or a recovery code of 24 characters; blanks and hyphens are allowed.',
    ],
    [
      'letters',
      { ...good, code: 'secret' },
      {},
      400,
      '"code" must be a text of 6 to 12 digits, or a recovery code of 24 characters; blanks and hyphens are allowed.',
    ],
    [
      'a misspelt field',
      { code: '123456', bindingDigst: binding },
      {},
      400,
      '"bindingDigest" must be the bindingDigest of the challenge, a text of 16 to 128 characters; The body has an unknown field "bindingDigst" (did you mean "bindingDigest"?).',
    ],
    ['a list', [], {}, 400, 'The body must be a JSON object.'],
    [
      'not JSON',
      '{"code":',
      { 'content-type': 'application/json' },
      400,
      'The body is not JSON, or names __proto__ or constructor.',
    ],
    [
      'poisoned',
      '{"__proto__":{"code":"1"}}',
      { 'content-type': 'application/json' },
      400,
      'The body is not JSON, or names __proto__ or constructor.',
    ],
    [
      'empty',
      '',
      { 'content-type': 'application/json' },
      400,
      'The body is empty, but its content type says JSON: send {} or no content type.',
    ],
    [
      'a form',
      'code=123456',
      { 'content-type': 'application/x-www-form-urlencoded' },
      415,
      'The body must be JSON: send "Content-Type: application/json".',
    ],
    ['too large', { ...good, more: 'x'.repeat(17_000) }, {}, 413, 'The body is too large: 16384 bytes are allowed.'],
  ])('%s', async (_, body, headers, status, error) => {
    const { verify, seen } = harness();
    expect(shown(await verify(body, { headers }))).toEqual([status, { error }]);
    expect(seen).toEqual([]);
  });

  it('refuses an id that is none', async () => {
    const { call } = harness();
    expect(shown(await call('GET', '/v1/challenges/42'))).toEqual([
      400,
      { error: 'The path must be the id of a challenge, a UUID as it stood in the decision.' },
    ]);
  });

  it('says where to look when there is nothing', async () => {
    const { call } = harness();
    expect(shown(await call('GET', '/nothing'))[0]).toBe(404);
    expect(shown(await call('GET', '/%zz'))[0]).toBe(400);
  });

  it('never repeats a code, neither in an answer nor in the log (OTP-04)', async () => {
    const { verify } = harness({ verify: async () => 'rejected' });
    const codes = ['918273', '91827', '918273x', { nested: '918273' }];
    const bodies = await Promise.all(codes.map(async (code) => (await verify({ ...good, code })).body));
    expect(bodies.join() + lines.join()).not.toContain('91827');
  });
});

it('describes itself, for everyone', async () => {
  const { app } = harness();
  const response = await app.inject({ method: 'GET', url: '/openapi.json' });
  expect(response.statusCode).toBe(200);
  await expect(`${JSON.stringify(response.json(), null, 2)}\n`).toMatchFileSnapshot('openapi.golden.json');
});

it('refuses headers of more than 16 KiB before anything else', async () => {
  const { app } = harness();
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  const response = await fetch(`${url}/openapi.json`, { headers: { 'x-padding': 'x'.repeat(17_000) } });
  expect([response.status, await response.json()]).toEqual([
    431,
    { error: 'The headers are too large: 16384 bytes are allowed.' },
  ]);
  await app.close();
});
