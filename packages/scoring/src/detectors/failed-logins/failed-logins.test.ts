import { expect, it } from 'vitest';
import { hourMs, minuteMs, story } from '../../../test-support/story.ts';

it('counts failures in half-open windows of an hour and a day', () => {
  const ana = story();
  for (let i = 0; i < 4; i += 1) ana.act('login.failed', {});
  expect(ana.wait(hourMs - 1_000).act('login.succeeded', {}).features).toMatchObject({ failedLogins1h: 4 });
  expect(ana.wait(1_000).act('login.succeeded', {}).features).toMatchObject({ failedLogins1h: 0, failedLogins24h: 4 });
  expect(ana.wait(23 * hourMs).act('login.succeeded', {}).features).toMatchObject({ failedLogins24h: 0 });
});

it('counts a failed code like a failed password', () => {
  const ana = story();
  ana.outcome('failed', ana.act('gift_card.redemption_requested', { giftCard: { digest: 'digest-of-card-1' } }));
  expect(ana.wait(minuteMs).act('login.succeeded', {}).features['failedLogins1h']).toBe(1);
});

it('counts accounts failing from an address, not failures', () => {
  const world = new Map();
  for (let i = 0; i < 9; i += 1) story(`user${i % 3}`, undefined, world).act('login.failed', {});
  expect(story('ana', undefined, world).act('login.succeeded', {}).features['ipFailedAccounts1h']).toBe(3);
});
