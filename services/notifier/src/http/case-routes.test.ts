import type { CaseUseCases, Ended, HeldCase } from '@countersign/engine';
import { apiKeys, createApiKey, createLog, type Scope, systemRandomness } from '@countersign/runtime';
import { describe, expect, it } from 'vitest';
import { notifierHttp } from './notifier-http.ts';

const id = '3f1c1f9e-4b1d-5a6e-9a57-0c0f6a1b2c3d';
const startMs = Date.UTC(2026, 2, 1, 9);
const log = createLog({ level: 'error', service: 'notifier', destination: { write: () => {} } });

const held: HeldCase = {
  decisionId: id,
  eventId: 'order-1042',
  eventType: 'purchase.requested',
  accountId: 'mara',
  action: 'hold',
  score: 99.1,
  reasons: ['takeover_chain'],
  openedAtMs: startMs,
  dueAtMs: startMs + 3_600_000,
  atDeadline: 'denied',
  keys: { device: 'a-pseudonym' },
};
const ended: HeldCase = {
  ...held,
  resolution: {
    id,
    decisionId: id,
    eventId: held.eventId,
    accountId: held.accountId,
    resolution: 'denied',
    by: 'deadline',
    at: '2026-03-01T10:00:00.000Z',
  },
};
const shown = {
  decisionId: id,
  eventId: 'order-1042',
  eventType: 'purchase.requested',
  accountId: 'mara',
  action: 'hold',
  score: 99.1,
  reasons: ['takeover_chain'],
  openedAt: '2026-03-01T09:00:00.000Z',
  dueAt: '2026-03-01T10:00:00.000Z',
  atDeadline: 'denied',
};
const ending = { resolution: 'denied', by: 'deadline', at: '2026-03-01T10:00:00.000Z' };

function interfaceWith(found: HeldCase | undefined, result: Ended = { result: 'unknown' }) {
  const asked: unknown[] = [];
  const cases: CaseUseCases = {
    waiting: async () => (found === undefined ? [] : [found]),
    show: async () => found,
    resolve: async (decisionId, how) => {
      asked.push([decisionId, how]);
      return result;
    },
  };
  const scopes: readonly Scope[] = ['verify', 'read', 'admin'];
  const keys = scopes.map((scope) => createApiKey(systemRandomness, [scope]));
  const app = notifierHttp({
    useCases: {
      verify: async () => 'rejected',
      resend: async () => 'rejected',
      status: async () => 'closed',
      reportNotMe: async () => 'received',
      verifyHandover: async () => 'rejected',
      reissueHandover: async () => 'rejected',
      handover: async () => 'closed',
      nameDelegate: async () => 'rejected',
      beginEnrolment: async () => 'not_approved',
      confirmEnrolment: async () => 'rejected',
      removeAuthenticator: async () => 'not_enrolled',
      renewRecoveryCodes: async () => 'not_enrolled',
      authenticator: async () => 'none',
      readReportLink: () => ({ ok: false, reason: 'invalid' }),
      referenceOf: () => '28K-JAE',
      accountView: async () => 'unavailable',
      rememberBrowser: async () => 'rejected',
      isBrowserRemembered: async () => false,
      forgetBrowsers: async () => 'forgotten',
      noteBounce: async () => 'noted',
    },
    brand: 'Example Shop',
    cases,
    labelling: async () => ({ result: 'unknown_event' }),
    supportContact: 'help@example.com',
    apiKeys: apiKeys(keys.map(({ entry }) => entry)),
    log,
    version: '1.0.0',
  });
  const call = async (as: Scope, method: 'GET' | 'POST', url: string, payload?: object): Promise<[number, unknown]> => {
    const headers = { authorization: `Bearer ${keys[scopes.indexOf(as)]?.key}` };
    const response = await app.inject({ method, url, headers, ...(payload === undefined ? {} : { payload }) });
    return [response.statusCode, response.json()];
  };
  return { call, asked };
}

describe('cases over HTTP', () => {
  it('are listed and shown without pseudonyms', async () => {
    expect(await interfaceWith(held).call('read', 'GET', '/v1/cases')).toEqual([200, { cases: [shown] }]);
    const { call } = interfaceWith(ended);
    expect(await call('read', 'GET', `/v1/cases/${id}`)).toEqual([200, { ...shown, ending }]);
    const none = [404, { error: 'No case was opened for this decision.' }];
    expect(await interfaceWith(undefined).call('read', 'GET', `/v1/cases/${id}`)).toEqual(none);
  });

  it('are released with the label legitimate, and denied without one unless it is fraud', async () => {
    const { call, asked } = interfaceWith(held, { result: 'resolved', held: ended });
    expect(await call('admin', 'POST', `/v1/cases/${id}/release`, { note: ' She called. ', by: 'analyst' })).toEqual([
      200,
      { ...shown, ending },
    ]);
    await call('admin', 'POST', `/v1/cases/${id.toUpperCase()}/deny`, {});
    await call('admin', 'POST', `/v1/cases/${id}/deny`, { fraud: true });
    expect(asked).toEqual([
      [id, { resolution: 'released', by: 'analyst', note: 'She called.', label: 'legitimate' }],
      [id, { resolution: 'denied', by: 'api', note: undefined, label: undefined }],
      [id, { resolution: 'denied', by: 'api', note: undefined, label: 'fraud' }],
    ]);
  });

  it('that ended before say how', async () => {
    const { call } = interfaceWith(ended, { result: 'already_resolved', held: ended });
    expect(await call('admin', 'POST', `/v1/cases/${id}/release`, {})).toEqual([409, { ...shown, ending }]);
  });

  it.each<[string, HeldCase | undefined, object]>([
    ['waits', held, { status: 'waiting', dueAt: shown.dueAt, supportContact: 'help@example.com' }],
    ['ended', ended, { status: 'denied', dueAt: shown.dueAt, supportContact: 'help@example.com' }],
    ['is none', undefined, { status: 'none', supportContact: 'help@example.com' }],
  ])('whoever waits is told that it %s, the way to a person, and no reason (SEC-10)', async (_, found, body) => {
    expect(await interfaceWith(found).call('verify', 'GET', `/v1/decisions/${id}/resolution`)).toEqual([200, body]);
  });

  it.each<[Scope, 'GET' | 'POST', string]>([
    ['verify', 'GET', '/v1/cases'],
    ['read', 'POST', `/v1/cases/${id}/release`],
    ['verify', 'POST', `/v1/cases/${id}/deny`],
    ['read', 'GET', `/v1/decisions/${id}/resolution`],
  ])('a key for %s may not %s %s', async (as, method, path) => {
    const { call, asked } = interfaceWith(held);
    expect((await call(as, method, path, method === 'POST' ? {} : undefined))[0]).toBe(403);
    expect(asked).toEqual([]);
  });

  it.each<[object, string]>([
    [{ note: '' }, '"note" must be a text of 1 to 256 characters that names no customer, or left out.'],
    [{ by: 'deadline' }, '"by" must be analyst or api: who says so.'],
    [{ notes: 'x' }, 'The body has an unknown field "notes" (did you mean "note"?).'],
  ])('refuses %j with one sentence', async (body, error) => {
    const { call, asked } = interfaceWith(held);
    expect(await call('admin', 'POST', `/v1/cases/${id}/deny`, body)).toEqual([400, { error }]);
    expect(asked).toEqual([]);
  });
});
