import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayMs, euros, giftCard, hourMs, minuteMs, owner, porto, story } from '../../test-support/story.ts';
import { decodeProfile } from './decode-profile.ts';
import { encodeProfile } from './encode-profile.ts';
import { ProfileFormatError } from './profile-format-error.ts';
import { emptyProfile } from './profile.ts';

/** Every kind of act, with choices that an adversary controls. */
const step = fc.record({
  act: fc.integer({ min: 0, max: 9 }),
  device: fc.integer({ min: 0, max: 60 }),
  place: fc.integer({ min: 0, max: 60 }),
  amount: fc.integer({ min: 1, max: 1_000_000_000 }),
  currency: fc.integer({ min: 0, max: 20 }),
  waitMs: fc.oneof(fc.integer({ min: 0, max: 5_000 }), fc.integer({ min: 0, max: 3 * dayMs })),
  outcome: fc.integer({ min: 0, max: 6 }),
});

type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

const settings = ['email', 'phone', 'password', 'payment_method', 'shipping_address', 'payout', 'mfa', 'name'] as const;
const kinds = ['verified', 'failed', 'expired', 'reported'] as const;

function lived(steps: readonly Step[]) {
  const told = story();
  for (const [i, one] of steps.entries()) {
    const geo = {
      country: `A${String.fromCharCode(65 + (one.place % 26))}`,
      region: `r${one.place}`,
      city: `c${one.place}`,
      latitude: one.place,
      longitude: -one.place,
      accuracyKm: 900,
    };
    const actor = { device: `device-${one.device}`, ip: `10.${one.place}.${one.device}.1`, geo };
    const currency = `A${String.fromCharCode(65 + one.currency)}C`;
    const act = [
      () => told.act('login.succeeded', {}, actor),
      () => told.act('login.failed', {}, actor),
      () => told.act('purchase.requested', { amount: { minor: one.amount, currency } }, actor),
      () => told.act('settings.change_requested', { setting: settings[one.device % 8] ?? 'name' }, actor),
      () =>
        told.act(
          'gift_card.redemption_requested',
          { ...giftCard(`${one.device}`), codeStatus: 'used' as const },
          actor,
        ),
      () => told.act('gift_card.issued', giftCard(`${one.device}`), actor),
      () =>
        told.act(
          'refund.requested',
          { kind: 'refund' as const, amount: { minor: one.amount, currency }, target: { kind: 'card' as const } },
          actor,
        ),
      () => told.act('account.cleared', { clearedBy: 'x' }, actor),
      () => told.act('password_reset.requested', {}, actor),
      () => told.act('purchase.requested', euros(one.amount % 900), actor),
    ][one.act];
    const verdict = act?.();
    const kind = kinds[one.outcome];
    if (verdict?.challenge !== undefined && kind !== undefined && i % 2 === 0) told.outcome(kind, verdict);
    told.wait(one.waitMs);
  }
  return told.profile;
}

describe('the binary profile', () => {
  it('comes back as it was, whatever was lived', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const profile = lived(steps);
        expect(decodeProfile(encodeProfile(profile))).toEqual(profile);
      }),
      { numRuns: 60 },
    );
  });

  it('never grows above 8 KB, whatever an adversary does', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 250, maxLength: 400 }), (steps) => {
        expect(encodeProfile(lived(steps)).length).toBeLessThanOrEqual(8_192);
      }),
      { numRuns: 12 },
    );
  });

  it('stays under 8 KB when every list is full of the widest values', () => {
    const told = story();
    for (let i = 0; i < 3_000; i += 1) {
      const actor = {
        device: `d${i}`,
        ip: `10.${i % 250}.${i % 7}.1`,
        geo: {
          country: `${String.fromCharCode(65 + (i % 26))}Z`,
          region: `r${i}`,
          city: `c${i}`,
          latitude: 80,
          longitude: 179,
          accuracyKm: 999,
        },
      };
      const verdict = told.act(
        'purchase.requested',
        { amount: { minor: 999_999_999_999 - i, currency: `A${String.fromCharCode(65 + (i % 3))}C` } },
        actor,
      );
      if (verdict.challenge !== undefined && i % 3 > 0) told.outcome('verified', verdict);
      told.act('settings.change_requested', { setting: 'name' }, actor);
      told.act('gift_card.redemption_requested', { ...giftCard(`${i}`), codeStatus: 'unknown' }, actor);
      told.act('login.failed', {}, actor);
      told.wait(i % 97 === 0 ? dayMs : 13 * minuteMs);
    }
    expect(encodeProfile(told.profile).length).toBeLessThanOrEqual(8_192);
  });

  it('takes at most 1 KB for an account of 1,000 ordinary events', () => {
    const told = story();
    const phone = { ...owner, device: 'owners-phone', ip: '198.51.100.20' };
    const sizes: number[] = [];
    for (let i = 0; i < 1_000; i += 1) {
      const actor =
        [owner, phone, { ...phone, geo: porto, ip: `198.51.${i % 40}.7` }][i % 5 === 4 ? 2 : i % 2] ?? owner;
      if (i % 3 === 0) told.act('purchase.requested', euros(10 + (i % 70)), actor);
      else if (i % 50 === 7) told.act('login.failed', {}, actor);
      else if (i % 100 === 11) told.act('settings.change_requested', { setting: 'shipping_address' }, actor);
      else told.act('login.succeeded', {}, actor);
      told.wait(6 * hourMs);
      if (i >= 900) sizes.push(encodeProfile(told.profile).length);
    }
    expect(sizes.toSorted((a, b) => a - b)[50]).toBeLessThanOrEqual(1_024);
  });

  it('is empty when nothing is known, also from no bytes', () => {
    expect(decodeProfile(encodeProfile(emptyProfile))).toEqual(emptyProfile);
    expect(decodeProfile(new Uint8Array(0))).toEqual(emptyProfile);
  });

  it('reads what version 0 and version 1 wrote', () => {
    for (const [version, hex] of Object.entries(goldenBytes)) {
      const profile = decodeProfile(fromHex(hex));
      expect(profile, `version ${version}`).toMatchObject(goldenProfile);
      expect(profile.issuedCards.length, `version ${version}`).toBe(Number(version));
      expect(encodeProfile(profile)[0]).toBe(1);
    }
  });

  it('still writes version 1 as it was released', () => {
    expect(toHex(encodeProfile(decodeProfile(fromHex(goldenBytes[1]))))).toBe(goldenBytes[1]);
  });

  it('refuses garbage, cut-off and overlong bytes, and newer versions, in one sentence', () => {
    const good = encodeProfile(lived([]));
    expect(() => decodeProfile(Uint8Array.of(2, 0))).toThrow(/version 2; this release reads 0 to 1/);
    expect(() => decodeProfile(good.slice(0, -1))).toThrow(ProfileFormatError);
    expect(() => decodeProfile(Uint8Array.of(...good, 0))).toThrow(/1 bytes after its end/);
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 200 }), (bytes) => {
        try {
          decodeProfile(bytes);
        } catch (error) {
          expect(error).toBeInstanceOf(ProfileFormatError);
        }
      }),
    );
  });
});

/** What the golden bytes hold: a login, a purchase, an issued card, a login and a change of e-mail, two days apart. */
const goldenProfile = {
  learned: 3,
  devices: [{ visits: 2, trust: 1 }],
  countries: [{ visits: 2, key: 0x5054 }],
  spend: [{ currency: 'EUR', count: 1 }],
  changes: [{ setting: 0, effect: 0 }],
};

const goldenBytes = {
  0: '00a085a0cd06a1c4150000000300016a2051da92c75d90a0c4150002010001545000000400020101f32d4504000201a9176764040002018aa7b39204000201c03ca30e0aa0c41501455552a0c41501c033008008a0c41501a0c41501c413000000010000cc2e7b93011fa0380001016a2051da92c75d90d4a00101f32d45a91767648aa7b39201c03ca30e0aa038014a3153ccf2b186bdcc2e7b931f000001016a2051da92c75d90d4a00101f32d45a91767648aa7b39201c03ca30e0a0002ffaf4bb9cc2e7b9300228ba3978e6f23e9a038',
  1: '01a085a0cd06a1c4150000000300016a2051da92c75d90a0c4150002010001545000000400020101f32d4504000201a9176764040002018aa7b39204000201c03ca30e0aa0c41501455552a0c41501c033008008a0c41501a0c41501c413000000010000cc2e7b93011fa0380001016a2051da92c75d90d4a00101f32d45a91767648aa7b39201c03ca30e0aa038014a3153ccf2b186bdcc2e7b931f000001016a2051da92c75d90d4a00101f32d45a91767648aa7b39201c03ca30e0a0002ffaf4bb9cc2e7b9300228ba3978e6f23e9a03801bc6dc0cea0c41500',
} as const;

const toHex = (bytes: Uint8Array): string => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
const fromHex = (hex: string): Uint8Array =>
  Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
