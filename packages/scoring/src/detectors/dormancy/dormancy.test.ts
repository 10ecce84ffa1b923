import { expect, it } from 'vitest';
import { dayMs, euros, owner, story, thief } from '../../../test-support/story.ts';

const change = { setting: 'shipping_address' } as const;

it('knows a pause at the act that ends it, and for a week after the login that ended it', () => {
  const ana = story();
  ana.livesQuietly(60);
  ana.wait(100 * dayMs).act('login.succeeded', {});
  expect(ana.act('settings.change_requested', change).features['pausedDays']).toBe(101);
  expect(ana.wait(6 * dayMs).act('settings.change_requested', change).codes).toContain('dormant_account');
  expect(ana.wait(2 * dayMs).act('settings.change_requested', change).codes).not.toContain('dormant_account');
});

it('is over as soon as the owner proved that it is them', () => {
  const ana = story();
  ana.livesQuietly(60);
  ana.outcome('verified', ana.wait(400 * dayMs).act('login.succeeded', {}), { channel: 'sms' });
  expect(ana.act('purchase.requested', euros(30)).features).not.toHaveProperty('pausedDays');
});

it('is not over by a code that was probably talked out of the owner (OTP-37)', () => {
  const ana = story();
  ana.livesQuietly(60);
  const login = ana.wait(400 * dayMs).act('login.succeeded', {}, thief);
  ana.outcome('verified', login, { channel: 'sms', reason: 'relay_suspected' });
  expect(ana.act('purchase.requested', euros(30), thief).features['pausedDays']).toBeGreaterThan(365);
});

it('is not ended by the failed logins of a stranger', () => {
  const ana = story();
  ana.livesQuietly(60);
  ana.wait(200 * dayMs).act('login.failed', {}, thief);
  expect(ana.act('purchase.requested', euros(30)).features['pausedDays']).toBeGreaterThan(200);
});

it('says nothing of an account that was never seen, or that is in use', () => {
  expect(story().act('purchase.requested', euros(30)).features).not.toHaveProperty('pausedDays');
  const ana = story();
  ana.livesQuietly(60);
  expect(ana.wait(20 * dayMs).act('purchase.requested', euros(30), owner).features).not.toHaveProperty('pausedDays');
});
