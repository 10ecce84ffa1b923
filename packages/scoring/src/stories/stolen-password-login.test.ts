import { describe, expect, it } from 'vitest';
import { minuteMs, owner, story, thief } from '../../test-support/story.ts';

const elsewhereInTown = { ip: '203.0.113.8', geo: { country: 'PT', region: '11', city: 'Sintra' } };

describe('stolen-password-login', () => {
  it('asks when a burst of failures ends in success from a new town of the usual region', () => {
    const ana = story();
    ana.livesQuietly(60);
    for (let i = 0; i < 8; i += 1)
      ana.wait(minuteMs).act('login.failed', { reason: 'wrong_password' }, elsewhereInTown);
    const login = ana.wait(minuteMs).act('login.succeeded', {}, elsewhereInTown);
    expect(login.action).toBe('challenge');
    expect(login.codes).toContain('failed_login_burst');
  });

  it('does not ask the benign twin who mistyped at home', () => {
    const ana = story();
    ana.livesQuietly(60);
    for (let i = 0; i < 5; i += 1) ana.wait(minuteMs).act('login.failed', { reason: 'wrong_password' });
    expect(ana.wait(minuteMs).act('login.succeeded', {}).action).toBe('allow');
  });

  it('knows an address from which logins to many accounts fail', () => {
    const world = new Map();
    for (let i = 0; i < 20; i += 1) story(`user${i}`, undefined, world).act('login.failed', {}, thief);
    const ana = story('ana', undefined, world);
    expect(ana.act('login.succeeded', {}, { ...owner, ip: thief.ip ?? '' }).codes).toContain('stuffing_source');
  });
});
