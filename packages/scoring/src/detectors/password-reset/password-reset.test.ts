import { expect, it } from 'vitest';
import { hourMs, minuteMs, owner, story } from '../../../test-support/story.ts';

it('forgives the owner at home two requests, not a burst', () => {
  const ana = story();
  ana.livesQuietly(30);
  const told = Array.from({ length: 5 }, () => ana.wait(10 * minuteMs).act('password_reset.requested', {}));
  expect(told.slice(0, 2).map(({ action }) => action)).toEqual(['allow', 'allow']);
  expect(told[4]?.features).toMatchObject({ resets24h: 5 });
  expect(told[4]?.codes).toContain('reset_burst');
  expect(ana.wait(25 * hourMs).act('password_reset.requested', {}).features).toMatchObject({ resets24h: 1 });
});

it('counts the accounts that one address asks for, whatever its device id', () => {
  const world = new Map();
  const told = Array.from({ length: 9 }, (_, i) =>
    story(`victim-${i}`, undefined, world).act('password_reset.requested', {}, { ...owner, device: `device-${i}` }),
  );
  expect(told[8]?.features).toMatchObject({ resetAccounts24h: 9 });
  expect(told[8]?.codes).toContain('reset_spray');
});

it('says why it does not know from where', () => {
  expect(story().act('password_reset.requested', {}, { device: undefined }).unknown).toMatchObject({
    resetAccounts24h: 'not_supplied',
  });
});
