import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createReportLinks, reportLinkMs } from './report-links.ts';

const macOf = (...kids: readonly [string, ...string[]]) => ({
  currentKid: () => kids[0],
  knows: (_: string, kid: string) => kids.includes(kid),
  digest: (purpose: string, input: string | Uint8Array, kid?: string) =>
    createHmac('sha256', `${purpose} ${kid}`).update(input).digest(),
});
const links = createReportLinks(macOf('k1'));
const challengeId = '0b6f4a52-3f0e-8a5d-9c41-7d2e8f10a3b4';
const sentMs = 1_772_357_400_000;
const token = links.token(challengeId, sentMs);

describe('the link "This wasn’t me" (OTP-34)', () => {
  it('names its challenge for seven days, and then no more', () => {
    const expiresAtMs = sentMs + reportLinkMs;
    expect(links.read(token, sentMs)).toEqual({ ok: true, challengeId, expiresAtMs });
    expect(links.read(token, expiresAtMs - 1).ok).toBe(true);
    expect(links.read(token, expiresAtMs)).toEqual({ ok: false, reason: 'expired' });
  });

  it('any challenge reads back', () => {
    fc.assert(
      fc.property(fc.uuid(), (id) => {
        expect(links.read(links.token(id, sentMs), sentMs)).toMatchObject({ ok: true, challengeId: id });
      }),
    );
  });

  it('says nothing once any character is another, or text is added', () => {
    const letters = fc.constantFrom('A', 'B', 'x', 'z', '0', '9', '_', '-', '.');
    fc.assert(
      fc.property(fc.nat({ max: token.length - 1 }), letters, (at, letter) => {
        const altered = token.slice(0, at) + letter + token.slice(at + 1);
        if (altered !== token) expect(links.read(altered, sentMs)).toEqual({ ok: false, reason: 'invalid' });
      }),
    );
    for (const other of ['', `${token}x`, ` ${token}`, token.toUpperCase(), 'k1...'])
      expect(links.read(other, sentMs).ok).toBe(false);
  });

  it('works on after a rotation, until its key is gone', () => {
    expect(createReportLinks(macOf('k2', 'k1')).read(token, sentMs).ok).toBe(true);
    expect(createReportLinks(macOf('k2')).read(token, sentMs)).toEqual({ ok: false, reason: 'invalid' });
  });

  it('is the same each time, short enough for one line, and of characters that an address holds', () => {
    expect(links.token(challengeId, sentMs)).toBe(token);
    expect(token).toMatch(/^[A-Za-z0-9_.-]{1,100}$/);
  });
});
