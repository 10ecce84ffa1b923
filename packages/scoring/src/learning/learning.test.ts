import { describe, expect, it } from 'vitest';
import type { Label, Outcome } from '@countersign/events';
import { type Actor, dayMs, euros, hourMs, lagos, minuteMs, owner, story, thief } from '../../test-support/story.ts';
import { emptyProfile, learnFromOutcome } from '../index.ts';
import { placeKeys } from '../profile/known-places.ts';
import { encodeProfile } from '../profile/encode-profile.ts';

const established = (name = 'ana') => {
  const teller = story(name);
  teller.livesQuietly(60);
  return teller;
};
const newPhone = { ...owner, device: 'owners-new-phone' };

describe('provisional learning (DEL-21)', () => {
  it.each(['failed', 'expired', 'undeliverable', 'suppressed'] as const)(
    'discards what was tried when the outcome is %s',
    (kind) => {
      const ana = established();
      const tried = ana.act('login.succeeded', {}, thief);
      ana.outcome(kind, tried);
      expect(ana.profile.provisional).toEqual([]);
      const again = ana.wait(hourMs).act('login.succeeded', {}, thief);
      expect(again.action).toBe('challenge');
      expect(again.features).toMatchObject({ deviceKnown: false, countryKnown: false });
    },
  );

  it('keeps it while the outcome is open, whatever is sent', () => {
    const ana = established();
    const tried = ana.act('login.succeeded', {}, thief);
    ana.outcome('sent', tried);
    expect(ana.profile.provisional).toHaveLength(1);
    expect(ana.act('login.succeeded', {}, thief).features['deviceKnown']).toBe(false);
  });

  it('never teaches by trying: ten unanswered logins leave the eleventh as strange as the first', () => {
    const ana = established();
    const first = ana.act('login.succeeded', {}, thief);
    for (let i = 0; i < 10; i += 1) ana.wait(minuteMs).act('login.succeeded', {}, thief);
    const last = ana.wait(minuteMs).act('login.succeeded', {}, thief);
    expect(last.score).toBeGreaterThanOrEqual(first.score);
    expect(ana.profile.provisional.length).toBeLessThanOrEqual(8);
  });

  it('promotes device and place when verified, by the strength of the channel', () => {
    const trustAfter = (channel: 'email' | 'sms' | 'authenticator') => {
      const ana = established();
      ana.outcome('verified', ana.act('login.succeeded', {}, newPhone), { channel });
      return ana.act('login.succeeded', {}, newPhone);
    };
    const [email, sms, authenticator] = [trustAfter('email'), trustAfter('sms'), trustAfter('authenticator')];
    expect([email, sms, authenticator].map((told) => told.features['deviceTrust'])).toEqual([2, 3, 4]);
    expect(email.score).toBeGreaterThan(sms.score);
    expect(sms.score).toBeGreaterThan(authenticator.score);
  });

  it('says in the next decision how strong the proof was: an authenticator weighs more than a mail', () => {
    const pointsAfter = (outcome: Partial<Outcome>): number | undefined => {
      const ana = established();
      ana.outcome('verified', ana.act('login.succeeded', {}, newPhone), outcome);
      return ana.act('login.succeeded', {}, newPhone).reasons.find(({ code }) => code === 'proved_device')?.points;
    };
    const [mail, recovery, app] = [
      pointsAfter({ channel: 'email', strength: 'weak' }),
      pointsAfter({ channel: 'authenticator', strength: 'medium' }),
      pointsAfter({ channel: 'authenticator', strength: 'strong' }),
    ];
    expect(app).toBeLessThan(recovery ?? 0);
    expect(recovery).toBeLessThan(mail ?? 0);
    expect(mail).toBeLessThan(0);
  });

  it('is undone by a report, and the next decision says so: nothing proved, the device distrusted', () => {
    const ana = established();
    const login = ana.act('login.succeeded', {}, newPhone);
    ana.outcome('verified', login, { channel: 'authenticator' });
    expect(ana.act('login.succeeded', {}, newPhone).codes).toContain('proved_device');
    ana.wait(hourMs).outcome('reported', login, { device: newPhone.device });
    const after = ana.act('login.succeeded', {}, newPhone);
    expect(after.codes).toContain('distrusted_device');
    expect(after.codes).not.toContain('proved_device');
  });

  it('gives a relayed code no more than "seen" (OTP-37)', () => {
    const ana = established();
    ana.outcome('verified', ana.act('login.succeeded', {}, newPhone), {
      channel: 'authenticator',
      reason: 'relay_suspected',
    });
    expect(ana.act('login.succeeded', {}, newPhone).features['deviceTrust']).toBe(1);
  });

  it('changes nothing when the same outcome comes again', () => {
    const ana = established();
    const login = ana.act('login.succeeded', {}, newPhone);
    ana.outcome('verified', login);
    const once = encodeProfile(ana.profile);
    ana.outcome('verified', login);
    expect(encodeProfile(ana.profile)).toEqual(once);
  });

  it('ignores verified and failed after expiry, and acts on expired and reported however late (DEL-17)', () => {
    const ana = established();
    const login = ana.act('login.succeeded', {}, newPhone);
    const before = encodeProfile(ana.profile);
    const expiresAt = new Date(ana.nowMs - 1).toISOString();
    ana.outcome('verified', login, { expiresAt }).outcome('failed', login, { expiresAt });
    expect(encodeProfile(ana.profile)).toEqual(before);
    ana.outcome('expired', login, { expiresAt });
    expect(ana.profile.provisional).toEqual([]);
    ana.outcome('reported', login, { expiresAt });
    expect(ana.profile.frozenS).toBeGreaterThan(0);
  });
});

describe('staged learning (DEL-21)', () => {
  it('makes an allowed device known at once, and settles it after a day', () => {
    const ana = story();
    ana.act('login.succeeded', {});
    expect(ana.profile.devices).toEqual([]);
    expect(ana.wait(minuteMs).act('login.succeeded', {}).features['deviceKnown']).toBe(true);
    ana.wait(dayMs + 7 * hourMs).act('login.succeeded', {});
    expect(ana.profile.devices).toMatchObject([{ visits: 2, trust: 1 }]);
  });

  it('takes back what the reported device taught in the last 24 hours, and nothing else', () => {
    const ana = established();
    const login = ana.act('login.succeeded', {}, thief);
    ana.outcome('verified', login);
    ana.wait(hourMs).act('login.succeeded', {}, thief);
    const atHome = ana.wait(hourMs).act('login.succeeded', {});
    expect(ana.profile.staged.some((lesson) => lesson.country === countryKey('NG'))).toBe(true);
    ana.wait(hourMs).outcome('reported', login, { device: 'thiefs-phone' });
    expect(ana.profile.staged.some((lesson) => lesson.country === countryKey('NG'))).toBe(false);
    expect(atHome.action).toBe('allow');
    expect(ana.profile.staged.length).toBeGreaterThan(0);
    ana.act('account.cleared', { clearedBy: 'support' });
    const back = ana.act('login.succeeded', {}, { ...thief, geo: lagos });
    expect(back.features).toMatchObject({ countryKnown: false, deviceTrust: 0 });
    expect(back.codes).toContain('distrusted_device');
  });

  it('learns nothing from an act that was allowed only just, nor from a held one', () => {
    const ana = established();
    const before = ana.profile.learned;
    ana.act('purchase.requested', euros(30), { ...owner, flags: ['stale'] });
    expect(ana.profile.learned).toBe(before + 1);
    ana.act('purchase.requested', euros(2_000), { ...owner, flags: ['stale'] });
    expect(ana.profile.learned).toBe(before + 1);
  });

  it('lets a late event teach the long term, not velocity (DEL-12)', () => {
    const ana = established();
    const before = ana.profile.spend[0]?.series;
    ana.act('purchase.requested', euros(30), { ...owner, flags: ['late'], timeMs: ana.nowMs - 5 * hourMs });
    expect(ana.profile.spend[0]?.series).toEqual(before);
    expect(ana.profile.staged.at(-1)?.spend?.count).toBe(1);
  });
});

describe('a report freezes (OTP-34)', () => {
  it('holds every sensitive act until cleared, and never locks the owner out of the login', () => {
    const ana = established();
    ana.outcome('reported', ana.act('login.succeeded', {}, thief), { device: 'thiefs-phone' });
    for (const told of [
      ana.act('purchase.requested', euros(30)),
      ana.act('settings.change_requested', { setting: 'name' }),
    ]) {
      expect(told.action).toBe('hold');
      expect(told.reasons[0]?.code).toBe('account_frozen');
    }
    expect(ana.act('login.succeeded', {}).action).toBe('challenge');
    ana.act('account.cleared', { clearedBy: 'support' });
    expect(ana.act('purchase.requested', euros(30)).action).toBe('allow');
  });

  it('is lifted by the owner with an authenticator, and not by e-mail', () => {
    const ana = established();
    ana.outcome('reported', ana.act('login.succeeded', {}, thief), { device: 'thiefs-phone' });
    ana.outcome('verified', ana.act('login.succeeded', {}), { channel: 'email' });
    expect(ana.act('purchase.requested', euros(30)).action).toBe('hold');
    ana.outcome('verified', ana.act('login.succeeded', {}), { channel: 'authenticator' });
    expect(ana.act('purchase.requested', euros(30)).action).toBe('allow');
  });

  it.each([
    ['by e-mail', { channel: 'email', strength: 'weak' }, 'hold'],
    ['by SMS', { channel: 'sms', strength: 'medium' }, 'hold'],
    ['with a recovery code, or an app enrolled only just', { channel: 'authenticator', strength: 'medium' }, 'hold'],
    ['with an authenticator', { channel: 'authenticator', strength: 'strong' }, 'allow'],
    [
      'with an authenticator, typed far from all that is known',
      { channel: 'authenticator', strength: 'strong', verifier: { device: 'nobodys', network: 'nowhere' } },
      'hold',
    ],
  ] as const)('the owner who confirms %s gets on: %s', (_, outcome, action) => {
    const ana = established();
    ana.outcome('reported', ana.act('login.succeeded', {}, thief), { device: 'thiefs-phone' });
    ana.outcome('verified', ana.act('login.succeeded', {}), outcome);
    expect(ana.act('purchase.requested', euros(30)).action).toBe(action);
  });

  it('is lifted by a login with a passkey, which is not asked for a code', () => {
    const ana = established();
    ana.outcome('reported', ana.act('login.succeeded', {}, thief), { device: 'thiefs-phone' });
    expect(ana.act('login.succeeded', { method: 'passkey' }).action).toBe('allow');
    expect(ana.act('purchase.requested', euros(30)).action).toBe('allow');
  });

  it('is not lifted by a passkey on the reported device, nor soon after the second factor was changed', () => {
    const ana = established();
    ana.outcome('reported', ana.act('login.succeeded', {}, thief), { device: 'thiefs-phone' });
    expect(ana.act('login.succeeded', { method: 'passkey' }, thief).reasons[0]?.code).toBe('account_frozen');

    const rui = established('rui');
    const change = rui.act('settings.change_requested', { setting: 'mfa' });
    rui.outcome('verified', change, { channel: 'sms' });
    rui.outcome('reported', rui.act('login.succeeded', {}, thief), { device: 'thiefs-phone' });
    expect(rui.act('login.succeeded', { method: 'passkey' }).reasons[0]?.code).toBe('account_frozen');
    expect(rui.act('purchase.requested', euros(30)).action).toBe('hold');
    expect(rui.wait(3 * dayMs).act('login.succeeded', { method: 'passkey' }).action).toBe('allow');
  });

  it('teaches nothing while frozen, not even by a code that the thief reads too', () => {
    const ana = established();
    ana.outcome('reported', ana.act('login.succeeded', {}, thief), { device: 'thiefs-phone' });
    const other = { ...thief, device: 'thiefs-other-phone' };
    ana.outcome('verified', ana.act('login.succeeded', {}, other), { channel: 'email' });
    expect(ana.act('login.succeeded', {}, other).features['deviceKnown']).toBe(false);
  });

  it('acts once: the same report after a clearance does not freeze again', () => {
    const ana = established();
    const login = ana.act('login.succeeded', {}, thief);
    ana.outcome('reported', login).act('account.cleared', { clearedBy: 'support' });
    ana.outcome('reported', login);
    expect(ana.profile.frozenS).toBe(0);
  });
});

describe('labels', () => {
  it('fraud distrusts the device and forgets the network of its event', () => {
    const ana = established();
    const abroad = { ...newPhone, ip: '203.0.113.5' };
    const login = ana.act('login.succeeded', {}, abroad);
    ana.outcome('verified', login);
    ana.wait(7 * dayMs).label('fraud', login, { device: newPhone.device, network: '203.0.113.0' });
    const again = ana.act('login.succeeded', {}, abroad);
    expect(again.features).toMatchObject({ deviceTrust: 0, networkKnown: false });
    expect(again.action).toBe('challenge');
    expect(again.codes).toContain('fraud_history');
  });

  it('legitimate promotes what its challenge held back, and restores the device', () => {
    const ana = established();
    const login = ana.act('login.succeeded', {}, newPhone);
    ana.wait(hourMs).label('legitimate', login, { device: newPhone.device });
    expect(ana.act('login.succeeded', {}, newPhone).action).toBe('allow');
  });

  it('fraud takes back the places that its network taught, and leaves those that it did not', () => {
    const first = story();
    const taken = Array.from({ length: 12 }, () => first.act('login.succeeded', {}, thief));
    first.wait(3 * dayMs);
    const home = first.act('login.succeeded', {});
    first.label('fraud', taken[0] ?? home, keysAt(thief)).label('legitimate', home, keysAt(owner));
    expect(first.profile.countries.map(({ key }) => key)).not.toContain(countryKey('NG'));
    expect(first.act('login.succeeded', {}, { ...thief, device: undefined }).features['countryKnown']).toBe(false);
    expect(first.act('login.succeeded', {}, { ...owner, device: 'another' }).features['countryKnown']).toBe(true);

    const ana = established();
    const asked = ana.act('login.succeeded', {}, { ...thief, geo: owner.geo ?? lagos });
    const before = ana.profile.countries;
    ana.label('fraud', asked, keysAt({ ...thief, geo: owner.geo ?? lagos }));
    expect(ana.profile.countries).toEqual(before);
  });

  it('legitimate teaches from its keys what the profile no longer keeps of a challenge', () => {
    const ana = established();
    const abroad = { ...newPhone, ip: '203.0.113.5', geo: lagos };
    const asked = Array.from({ length: 20 }, () => ana.wait(hourMs).act('login.succeeded', {}, abroad));
    ana.wait(7 * dayMs).label('legitimate', asked[0] ?? ana.act('login.succeeded', {}), keysAt(abroad));
    const again = ana.act('login.succeeded', {}, abroad);
    expect(again.features).toMatchObject({ deviceKnown: true, countryKnown: true, networkKnown: true });
    const visits = ana.profile.countries;
    ana.label('legitimate', ana.act('login.succeeded', {}), keysAt(owner));
    expect(ana.profile.countries).toEqual(visits);
  });

  it('legitimate teaches nothing of a mistyped password', () => {
    const ana = established();
    const failed = ana.act('login.failed', {}, thief);
    const { places: _places, ...keys } = keysAt(thief);
    ana.label('legitimate', failed, keys);
    expect(ana.act('login.succeeded', {}, thief).features).toMatchObject({ deviceKnown: false, networkKnown: false });
  });

  it('without keys touches the account only, and counts once', () => {
    const ana = established();
    const login = ana.act('login.succeeded', {});
    ana.label('fraud', login).label('fraud', login);
    expect(ana.profile.frauds).toBe(1);
    expect(ana.act('login.succeeded', {}).features['deviceTrust']).toBe(1);
  });
});

it('an outcome for an account that is not known yet leaves it usable', () => {
  const outcome = {
    id: 'o',
    challengeId: 'c',
    decisionId: 'd',
    eventId: 'e',
    accountId: 'a',
    kind: 'verified',
    sendSeq: 1,
    at: '2026-03-01T00:00:00Z',
    expiresAt: '2026-03-01T00:10:00Z',
  } as const;
  expect(learnFromOutcome(emptyProfile, outcome, 0).provisional).toEqual([]);
});

/** What a decision about an actor's login keeps for its label. */
function keysAt({ device, ip = '', geo = { unknown: 'no_address' } }: Actor): NonNullable<Label['keys']> {
  const { country, region, city } = placeKeys(geo);
  return {
    ...(device === undefined ? {} : { device }),
    network: ip.replace(/\d+$/, '0'),
    places: [country, region, city],
  };
}

const countryKey = (code: string): number => code.charCodeAt(0) * 256 + code.charCodeAt(1);
