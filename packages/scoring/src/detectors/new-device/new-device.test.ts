import { expect, it } from 'vitest';
import { dayMs, owner, story } from '../../../test-support/story.ts';

it('tells age, idleness and trust of a device, staged or settled', () => {
  const ana = story();
  ana.act('login.succeeded', {});
  ana.wait(dayMs).act('login.succeeded', {});
  expect(ana.wait(dayMs).act('login.succeeded', {}).features).toMatchObject({
    deviceKnown: true,
    deviceAgeDays: 2,
    deviceIdleDays: 1,
    deviceTrust: 1,
  });
});

it('says unknown, with the reason, where upstream names no device', () => {
  const login = story().act('login.succeeded', {}, { ...owner, device: undefined });
  expect(login.unknown).toMatchObject({ deviceKnown: 'not_supplied', deviceNewAccounts: 'not_supplied' });
  expect(login.codes).not.toContain('new_device');
});

it('counts this account among those new to the device only while it is new', () => {
  const ana = story();
  expect(ana.act('login.succeeded', {}).features['deviceNewAccounts']).toBe(1);
  expect(ana.act('login.succeeded', {}).features['deviceNewAccounts']).toBe(0);
});

it('remembers for a week that a device was shared, for acts that do not read the set', () => {
  const world = new Map();
  const ana = story('ana', undefined, world);
  ana.livesQuietly(20);
  for (const name of ['x', 'y', 'z']) {
    story(name, undefined, world)
      .wait(20 * dayMs)
      .act('login.succeeded', {});
  }
  expect(ana.act('login.succeeded', {}).codes).toContain('device_shared');
  const purchase = ana.act('purchase.requested', { amount: { minor: 2_000, currency: 'EUR' } });
  expect(purchase.features['deviceNewAccounts']).toBe(3);
  expect(purchase.codes).not.toContain('known_device');
});
