import { describe, expect, it } from 'vitest';
import { dayMs, minuteMs, owner, porto, story } from '../../../test-support/story.ts';

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

describe('a known device on another system (SEC-08)', () => {
  const windows = { full: 'Chrome 143 on Windows', browser: 'chrome', system: 'windows', kind: 'desktop' } as const;
  const linux = { full: 'Firefox 146 on Linux', browser: 'firefox', system: 'linux', kind: 'desktop' } as const;
  const laptop = { ...owner, agent: windows };
  const copied = { ...owner, ip: '198.51.100.9', geo: porto, agent: linux };
  const established = () => {
    const ana = story();
    ana.livesQuietly(60, laptop);
    return ana;
  };

  it('is as good as a new device', () => {
    const told = established().act('purchase.requested', { amount: { minor: 4_000, currency: 'EUR' } }, copied);
    expect(told.action).toBe('challenge');
    expect(told.codes).toContain('foreign_agent');
    expect(told.codes).not.toContain('known_device');
  });

  it('is the same device after an update, and less suspect in another browser', () => {
    const update = { ...windows, full: 'Chrome 144 on Windows' };
    expect(established().act('login.succeeded', {}, { ...laptop, agent: update }).codes).not.toContain('foreign_agent');
    const told = established().act('login.succeeded', {}, { ...laptop, agent: { ...windows, browser: 'firefox' } });
    expect(told.action).toBe('allow');
    expect(told.codes).toContain('foreign_agent');
  });

  it('is learned once the owner proved it', () => {
    const ana = established();
    ana.outcome('verified', ana.act('login.succeeded', {}, copied));
    expect(ana.wait(minuteMs).act('login.succeeded', {}, copied).codes).not.toContain('foreign_agent');
  });

  it('says nothing where no system was ever learned, or none is shown', () => {
    const ana = story();
    ana.livesQuietly(20);
    expect(ana.act('login.succeeded', {}, laptop).unknown['deviceSystemKnown']).toBe('no_history');
    expect(established().act('login.succeeded', {}).unknown['deviceSystemKnown']).toBe('not_supplied');
  });
});
