import type { ReadLink } from '@countersign/engine';
import { createLog } from '@countersign/runtime';
import { fastify } from 'fastify';
import { describe, expect, it } from 'vitest';
import { addNotMePage } from './not-me-routes.ts';

const challengeId = '3f1c1f9e-4b1d-4a6e-9a57-0c0f6a1b2c3d';
const links: Readonly<Record<string, ReadLink>> = {
  good: { ok: true, challengeId, expiresAtMs: 0 },
  old: { ok: false, reason: 'expired' },
};

function pageWith(answer: () => Promise<'received' | 'unavailable'> = async () => 'received', perSecond = 99) {
  const reports: unknown[] = [];
  const lines: string[] = [];
  const app = fastify({ logger: false });
  addNotMePage(app, {
    useCases: {
      readReportLink: (token) => links[token] ?? { ok: false, reason: 'invalid' },
      referenceOf: () => '28K-JAE',
      reportNotMe: (id, reporter) => {
        reports.push([id, reporter]);
        return answer();
      },
    },
    brand: 'Cheese & <Wine>',
    supportContact: 'help@example.com',
    log: createLog({ level: 'debug', service: 'notifier', destination: { write: (line) => lines.push(line) } }),
    limits: { perKey: { burst: 1, perSecond: 1 }, perSource: { burst: perSecond, perSecond } },
    nowMs: () => 0,
  });
  const ask = (method: 'GET' | 'POST' | 'HEAD', path = '/not-me/good?l=en', headers: Record<string, string> = {}) =>
    app.inject({
      method,
      url: path,
      headers: method === 'POST' ? { 'content-type': 'application/x-www-form-urlencoded', ...headers } : headers,
      ...(method === 'POST' ? { payload: '' } : {}),
    });
  return { ask, reports, lines };
}

describe('the page behind the link (OTP-34)', () => {
  it('loading it changes nothing, however a mail scanner loads it', async () => {
    const { ask, reports } = pageWith();
    for (const method of ['GET', 'HEAD', 'GET'] as const) expect((await ask(method)).statusCode).toBe(200);
    expect(reports).toEqual([]);
  });

  it('shows what was asked by its reference, and one button that posts to itself', async () => {
    const { body } = await pageWith().ask('GET');
    expect(body).toContain('Reference in the message: 28K-JAE');
    expect(body).toContain('<form method="post"><button type="submit">No, this wasn&#39;t me</button></form>');
    expect(body).not.toContain('<script');
  });

  it('the pressed button reports, from where it was pressed, without any key', async () => {
    const { ask, reports } = pageWith();
    const answer = await ask('POST');
    expect([answer.statusCode, reports]).toEqual([200, [[challengeId, { ip: '127.0.0.1' }]]]);
    expect(answer.body).toContain('your account is protected');
    expect(answer.body).not.toContain('<form');
  });

  it.each(['old', 'forged', 'x'.repeat(100)])(
    'a link that is over or was never ours (%s) reports nothing',
    async (token) => {
      const { ask, reports } = pageWith();
      for (const method of ['GET', 'POST'] as const) {
        const answer = await ask(method, `/not-me/${token}`);
        expect([answer.statusCode, answer.body.includes('help@example.com')]).toEqual([410, true]);
      }
      expect(reports).toEqual([]);
    },
  );

  it('says "later" with its button when the store does not answer', async () => {
    for (const answer of [async () => 'unavailable' as const, () => Promise.reject(new Error('down'))]) {
      const { statusCode, body } = await pageWith(answer).ask('POST');
      expect([statusCode, body.includes('<form')]).toEqual([503, true]);
    }
  });

  it('runs no script, sits in no frame, sends its address to nobody and is found by no search', async () => {
    const { headers, body } = await pageWith().ask('GET');
    expect(headers['content-security-policy']).toMatch(
      /^default-src 'none'; style-src 'sha256-[\w+/=]{44}'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'$/,
    );
    expect(headers).toMatchObject({ 'referrer-policy': 'no-referrer', 'x-robots-tag': 'noindex, nofollow' });
    expect(body).toContain('Cheese &amp; &lt;Wine&gt;');
  });

  it('speaks the language of the message, from the right where that is read so', async () => {
    const { body } = await pageWith().ask('GET', '/not-me/good?l=he');
    expect(body).toContain('<html lang="he" dir="rtl">');
    expect(body).toContain('זה לא אני');
    expect((await pageWith().ask('GET', '/not-me/good?l=xx&l=he')).body).toContain('<html lang="en"');
  });

  it('answers as JSON whoever asks for JSON', async () => {
    const { ask } = pageWith();
    const json = { accept: 'application/json' };
    expect((await ask('GET', '/not-me/good', json)).json()).toEqual({ result: 'valid', reference: '28K-JAE' });
    expect((await ask('POST', '/not-me/good', json)).json()).toEqual({ result: 'received', reference: '28K-JAE' });
    expect((await ask('GET', '/not-me/old', json)).json()).toEqual({ result: 'over' });
  });

  it('is not for trying out links: each address has a budget', async () => {
    const { ask } = pageWith(undefined, 2);
    const statuses = [await ask('GET'), await ask('GET', '/not-me/x'), await ask('POST')].map((one) => one.statusCode);
    expect(statuses).toEqual([200, 410, 429]);
  });

  it('never writes a link to the log (SEC-06)', async () => {
    const { ask, lines } = pageWith(() => Promise.reject(new Error('down')));
    await ask('POST');
    expect(lines.join()).toContain('A report could not be noted.');
    expect(lines.join()).not.toContain('good');
  });
});
