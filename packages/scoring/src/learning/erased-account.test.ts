import { describe, expect, it } from 'vitest';
import { dayMs, minuteMs, owner, story, thief } from '../../test-support/story.ts';
import { emptyProfile } from '../index.ts';

describe('an erased account (SEC-07)', () => {
  it('is the empty profile, and the decision on it holds nothing of what was known', () => {
    const ana = story();
    ana.livesQuietly(60);
    const known = ana.act('login.succeeded', {}, owner);
    expect(known.features['deviceKnown']).toBe(true);
    const erased = ana.wait(dayMs).act('account.erased', {}, owner);
    expect([erased.action, erased.reasons]).toEqual(['allow', []]);
    expect(ana.profile).toEqual(emptyProfile);
    const unknown = story().act('account.erased', {}, owner);
    expect([erased.features, erased.unknown]).toEqual([unknown.features, unknown.unknown]);
  });

  it.each(['sent', 'failed', 'expired', 'undeliverable', 'suppressed'] as const)(
    'does not come back by an outcome that ends %s',
    (kind) => {
      const ana = story();
      ana.livesQuietly(60);
      const asked = ana.act('login.succeeded', {}, thief);
      ana.wait(minuteMs).act('account.erased', {});
      ana.outcome(kind, asked);
      expect(ana.profile).toEqual(emptyProfile);
    },
  );

  it('begins anew with the next event', () => {
    const ana = story();
    ana.livesQuietly(60);
    ana.act('account.erased', {});
    const login = ana.wait(minuteMs).act('login.succeeded', {}, owner);
    expect(login.features['deviceKnown']).toBe(false);
    expect(ana.profile.firstS).toBeGreaterThan(0);
  });
});
