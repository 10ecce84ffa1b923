import { describe, expect, it } from 'vitest';
import { hourMs, lagos, owner, porto, story } from '../../test-support/story.ts';

const nameless = { ...owner, device: undefined };

describe('unusual-location-login', () => {
  it('asks for a code in a country the account was never in, on the usual but unproved device', () => {
    const ana = story();
    ana.livesQuietly(60);
    const login = ana.act('login.succeeded', {}, { ...owner, ip: '203.0.113.9', geo: lagos });
    expect(login.action).toBe('challenge');
    expect(login.reasons[0]).toMatchObject({ code: 'new_country', observed: 'NG', expected: 'PT' });
  });

  it('asks in a new region when upstream names no device, and does not on a known device', () => {
    const ana = story();
    ana.livesQuietly(60, nameless);
    expect(ana.act('login.succeeded', {}, { ...nameless, ip: '203.0.113.9', geo: porto }).action).toBe('challenge');
    const rui = story('rui');
    rui.livesQuietly(60);
    expect(rui.act('login.succeeded', {}, { ...owner, ip: '203.0.113.9', geo: porto }).action).toBe('allow');
  });

  it('finds a journey nobody can make, and stays silent about one somebody can', () => {
    const ana = story();
    ana.livesQuietly(60);
    ana.act('login.succeeded', {});
    const abroad = { ...owner, ip: '203.0.113.9', geo: lagos };
    const sooner = ana.wait(hourMs).act('login.succeeded', {}, abroad);
    expect(sooner.codes).toContain('impossible_travel');
    const rui = story('rui');
    rui.livesQuietly(60);
    rui.act('login.succeeded', {});
    expect(rui.wait(12 * hourMs).act('login.succeeded', {}, abroad).codes).not.toContain('impossible_travel');
  });

  it('does not ask the benign twin: the journey that was proved, and a traveller on a proved device', () => {
    const ana = story();
    ana.livesQuietly(60);
    const abroad = { ...owner, ip: '203.0.113.9', geo: lagos };
    const first = ana.wait(24 * hourMs).act('login.succeeded', {}, abroad);
    ana.outcome('verified', first, { channel: 'authenticator' });
    expect(ana.wait(hourMs).act('login.succeeded', {}, abroad).action).toBe('allow');
  });

  it('says unknown, never impossible and never nothing, where a place cannot be found', () => {
    const ana = story();
    ana.livesQuietly(60);
    const login = ana.act('login.succeeded', {}, { ...owner, geo: { unknown: 'private' } });
    expect(login.action).toBe('allow');
    expect(login.unknown).toMatchObject({ countryKnown: 'private', impliedSpeedKmh: 'private' });
    const coarse = ana.act('login.succeeded', {}, { ...owner, geo: { country: 'PT' } });
    expect(coarse.unknown).toMatchObject({ regionKnown: 'not_found', impliedSpeedKmh: 'no_coordinates' });
  });

  it('never holds or denies on novelty alone, however much of it there is', () => {
    const ana = story();
    ana.livesQuietly(120);
    const login = ana.act(
      'purchase.requested',
      { amount: { minor: 1_000, currency: 'EUR' } },
      { device: 'other', ip: '203.0.113.9', geo: lagos },
    );
    expect(login.action).toBe('challenge');
  });
});
