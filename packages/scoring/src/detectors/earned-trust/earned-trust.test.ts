import { describe, expect, it } from 'vitest';
import type { GeoAnswer } from '../../index.ts';
import { dayMs, euros, giftCard, hourMs, minuteMs, owner, story, thief } from '../../../test-support/story.ts';
import { compiledPolicy, shippedDocument } from '../../../test-support/shipped-policy.ts';

const newPhone = { ...owner, device: 'owners-new-phone' };
const established = () => {
  const ana = story();
  ana.livesQuietly(60);
  return ana;
};

describe('a device that only a code opened (OTP-37)', () => {
  /** The thief's login was opened by a code that the owner read out. */
  const relayed = (channel: 'email' | 'sms' | 'authenticator' = 'sms') => {
    const ana = established();
    ana.outcome('verified', ana.act('login.succeeded', {}, thief), { channel });
    ana.wait(10 * minuteMs);
    return ana;
  };

  it.each([
    ['a change of the payout', 'settings.change_requested', { setting: 'payout' }],
    ['a gift card', 'gift_card.redemption_requested', giftCard('a')],
    ['spending above the habit', 'purchase.requested', euros(700)],
  ] as const)('holds %s, for no code proves anything', (_, type, data) => {
    const told = relayed().act(type, data as never, thief);
    expect(told.action).toBe('hold');
    expect(told.codes).toContain('code_opened_device');
    expect(told.reasons[0]).toMatchObject({ code: 'no_channel_left', observed: 'code_opened' });
  });

  it('asks the authenticator of an owner who has one', () => {
    const told = relayed('authenticator').act('settings.change_requested', { setting: 'payout' }, thief);
    expect(told.challenge?.channels).toEqual(['authenticator']);
    expect(told.codes).toContain('channels_barred');
  });

  it('lets an ordinary purchase and a harmless setting pass', () => {
    const ana = established();
    ana.outcome('verified', ana.act('login.succeeded', {}, newPhone), { channel: 'sms' });
    ana.wait(10 * minuteMs);
    expect(ana.act('purchase.requested', euros(35), newPhone).action).toBe('allow');
    expect(ana.act('settings.change_requested', { setting: 'name' }, newPhone).action).toBe('allow');
  });

  it('holds an ordinary amount where the same code opened the place too, and lets a small one pass', () => {
    const ana = established();
    const verifier = { device: 'thiefs-phone', network: '203.0.113.0' };
    ana.outcome('verified', ana.act('login.succeeded', {}, thief), { channel: 'sms', verifier });
    ana.wait(10 * minuteMs);
    expect(ana.act('purchase.requested', euros(20), thief).action).toBe('allow');
    const told = ana.act('purchase.requested', euros(100), thief);
    expect(told.action).toBe('hold');
    expect(told.codes).toContain('code_opened_elsewhere');
    expect(told.features['codeOpenedPlaceKnown']).toBe(false);
    const later = ana.wait(2 * dayMs).act('purchase.requested', euros(100), thief);
    expect(later.features['codeOpenedPlaceKnown']).toBe(false);
  });

  it('knows the place where the account was before', () => {
    const ana = established();
    ana.outcome('verified', ana.act('login.succeeded', {}, newPhone), { channel: 'sms' });
    const told = ana.wait(10 * minuteMs).act('purchase.requested', euros(100), newPhone);
    expect(told.features['codeOpenedPlaceKnown']).toBe(true);
    expect(told.codes).not.toContain('code_opened_elsewhere');
  });

  it('takes a new network for no other place, and a new country for one', () => {
    const openedAt = (geo: GeoAnswer) => {
      const at = { ...newPhone, ip: '198.18.9.9', geo };
      const ana = established();
      ana.outcome('verified', ana.act('login.succeeded', {}, at), { channel: 'sms' });
      return ana.wait(10 * minuteMs).act('purchase.requested', euros(100), at);
    };
    for (const nowhere of [{ unknown: 'not_found' } as const, { country: 'PT' }]) {
      const told = openedAt(nowhere);
      expect(told.unknown['codeOpenedPlaceKnown']).toBe('not_found');
      expect(told.codes).not.toContain('code_opened_elsewhere');
    }
    expect(openedAt({ country: 'NG' }).codes).toContain('code_opened_elsewhere');
  });

  it('ends after 72 hours', () => {
    const ana = relayed();
    expect(ana.wait(71 * hourMs).act('gift_card.redemption_requested', giftCard('a'), thief).action).toBe('hold');
    const later = ana.wait(hourMs).act('gift_card.redemption_requested', giftCard('b'), thief);
    expect(later.codes).not.toContain('code_opened_device');
  });

  it('is no such device when the code was typed on another one that the account knows', () => {
    const ana = established();
    const login = ana.act('login.succeeded', {}, newPhone);
    ana.outcome('verified', login, { channel: 'sms', verifier: { device: 'owners-laptop', network: '192.0.2.0' } });
    const told = ana.act('gift_card.redemption_requested', giftCard('a'), newPhone);
    expect(told.codes).not.toContain('code_opened_device');
    expect(told.features['deviceTrust']).toBe(3);
  });

  it('earns half the trust when the code was typed far from every proved device and place', () => {
    const ana = established();
    const trustAfter = (verifier: { device: string; network: string }) => {
      const login = ana.act('login.succeeded', {}, { ...thief, device: verifier.device });
      ana.outcome('verified', login, { channel: 'authenticator', verifier });
      return ana.act('login.succeeded', {}, { ...thief, device: verifier.device }).features['deviceTrust'];
    };
    expect(trustAfter({ device: 'far-away', network: '203.0.113.0' })).toBe(1);
    expect(trustAfter({ device: 'at-home', network: '192.0.2.0' })).toBe(4);
  });
});

describe('channels that are not independent (OTP-39)', () => {
  it('never lets e-mail alone approve a change of e-mail, payout or second factor', () => {
    const ana = established();
    for (const setting of ['email', 'payout', 'mfa'] as const) {
      const told = ana.wait(dayMs).act('settings.change_requested', { setting });
      expect(told.challenge?.channels, setting).toEqual(['authenticator', 'sms']);
      expect(told.reasons.at(-1)).toMatchObject({ code: 'channels_barred', observed: 'email_alone' });
    }
    const password = ana.wait(dayMs).act('settings.change_requested', { setting: 'password' });
    expect(password.challenge?.channels).toContain('email');
  });

  it('holds where a policy offers nothing but e-mail', () => {
    const document = shippedDocument();
    document.eventTypes['settings.change_requested'].challenge.channels = ['email'];
    const ana = story('ana', compiledPolicy(document));
    ana.livesQuietly(60);
    const told = ana.act('settings.change_requested', { setting: 'email' });
    expect(told.action).toBe('hold');
    expect(told.reasons[0]).toMatchObject({ code: 'no_channel_left', observed: 'email_alone' });
  });

  it('takes the channel that reset the password out for a day', () => {
    const ana = established();
    ana.outcome('verified', ana.act('password_reset.requested', { channel: 'email' }, newPhone), { channel: 'email' });
    const login = ana.wait(hourMs).act('login.succeeded', {}, newPhone);
    expect(login.challenge?.channels).toEqual(['authenticator', 'sms']);
    expect(login.reasons.at(-1)).toMatchObject({ code: 'channels_barred', observed: 'password_reset' });
    const nextDay = ana.wait(23 * hourMs).act('login.succeeded', {}, newPhone);
    expect(nextDay.challenge?.channels).toContain('email');
  });

  it('does not believe a reset that nobody proved, nor lets a second request forget the first', () => {
    const ana = established();
    const asked = ana.act('password_reset.requested', { channel: 'email' }, newPhone);
    expect(ana.act('login.succeeded', {}, newPhone).challenge?.channels).toContain('email');
    ana.outcome('verified', asked, { channel: 'email' });
    ana.act('password_reset.requested', { channel: 'sms' }, newPhone);
    expect(ana.act('login.succeeded', {}, newPhone).challenge?.channels).toEqual(['authenticator', 'sms']);
  });

  it('asks no code minutes after a login with a passkey on that device, and only there', () => {
    const ana = established();
    expect(ana.act('login.succeeded', { method: 'passkey' }, newPhone).action).toBe('allow');
    const soon = ana.wait(5 * minuteMs).act('settings.change_requested', { setting: 'payout' }, newPhone);
    expect(soon.action).toBe('allow');
    expect(soon.reasons[0]?.code).toBe('passkey_session');
    expect(ana.act('settings.change_requested', { setting: 'payout' }).action).toBe('challenge');
    expect(ana.wait(6 * minuteMs).act('settings.change_requested', { setting: 'payout' }, newPhone).action).not.toBe(
      'allow',
    );
  });
});

describe('standing two-step verification (OTP-40)', () => {
  const switchedOn = (policy = compiledPolicy()) => {
    const ana = story('ana', policy);
    ana.livesQuietly(60);
    ana.act('settings.change_requested', { setting: 'two_step', action: 'add' });
    return ana.wait(dayMs);
  };

  it('challenges every login whatever the score, but that of a remembered browser or a passkey', () => {
    const ana = switchedOn();
    const login = ana.act('login.succeeded', {});
    expect(login.action).toBe('challenge');
    expect(login.score).toBeLessThan(20);
    expect(login.reasons[0]?.code).toBe('two_step');
    expect(ana.act('login.succeeded', { rememberedBrowser: true }).action).toBe('allow');
    expect(ana.act('login.succeeded', { method: 'passkey' }).action).toBe('allow');
    expect(ana.act('purchase.requested', euros(30)).action).toBe('allow');
  });

  it('is lowered by no rule, not even a critical one', () => {
    const document = shippedDocument();
    const rule = { id: 'let-all-in', description: 'Lets all in.', when: 'true', severity: 'critical', owner: 'x' };
    document.rules = [{ ...rule, on: ['login.succeeded'], effect: { action: 'allow' } }];
    expect(switchedOn(compiledPolicy(document)).act('login.succeeded', {}).action).toBe('challenge');
  });

  it('holds a login that came too late to ask', () => {
    expect(switchedOn().act('login.succeeded', {}, { ...owner, flags: ['stale'] }).action).toBe('hold');
  });

  it('goes off only by a change that was proved', () => {
    const ana = switchedOn();
    const off = ana.act('settings.change_requested', { setting: 'two_step', action: 'remove' });
    expect(off.action).toBe('challenge');
    expect(ana.act('login.succeeded', {}).action).toBe('challenge');
    ana.outcome('verified', off, { channel: 'sms' });
    expect(ana.act('login.succeeded', {}).action).toBe('allow');
  });
});
