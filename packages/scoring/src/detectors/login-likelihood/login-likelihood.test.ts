import { expect, it } from 'vitest';
import { dayMs, owner, story, thief } from '../../../test-support/story.ts';

/** So many quiet days, then a login from elsewhere: what the likelihood says of it. */
function loginElsewhereAfter(days: number): number {
  const ana = story();
  ana.livesQuietly(days);
  return Number(ana.wait(2 * dayMs).act('login.succeeded', {}, thief).features['loginLogOdds']);
}

it('weighs a new place by the history that it contradicts', () => {
  expect(loginElsewhereAfter(200)).toBeGreaterThan(loginElsewhereAfter(20) + 1);
});

it('believes in the place where the customer always is', () => {
  const ana = story();
  ana.livesQuietly(60);
  const { features, codes } = ana.wait(2 * dayMs).act('login.succeeded', {}, owner);
  expect(Number(features['loginLogOdds'])).toBeLessThan(0.1);
  expect(codes).not.toContain('unlikely_login');
});

it('knows nothing of a first login, nor of one without address', () => {
  expect(story().act('login.succeeded', {}, owner).unknown).toMatchObject({ loginLogOdds: 'no_history' });
  const { ip: _ip, ...nowhere } = owner;
  expect(story().act('login.succeeded', {}, nowhere as typeof owner).unknown).toMatchObject({
    loginLogOdds: 'no_address',
  });
});
