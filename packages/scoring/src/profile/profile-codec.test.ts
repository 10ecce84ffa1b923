import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayMs, euros, giftCard, hourMs, minuteMs, owner, porto, story } from '../../test-support/story.ts';
import { decodeProfile } from './decode-profile.ts';
import { encodeProfile } from './encode-profile.ts';
import { ProfileFormatError } from './profile-format-error.ts';
import { emptyProfile } from './profile.ts';

/** Every kind of act, with choices that an adversary controls. */
const step = fc.record({
  act: fc.integer({ min: 0, max: 13 }),
  device: fc.integer({ min: 0, max: 60 }),
  place: fc.integer({ min: 0, max: 60 }),
  amount: fc.integer({ min: 1, max: 1_000_000_000 }),
  currency: fc.integer({ min: 0, max: 20 }),
  waitMs: fc.oneof(fc.integer({ min: 0, max: 5_000 }), fc.integer({ min: 0, max: 3 * dayMs })),
  outcome: fc.integer({ min: 0, max: 6 }),
});

type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

const settings = ['email', 'phone', 'password', 'payment_method', 'two_step', 'payout', 'mfa', 'name'] as const;
const kinds = ['verified', 'failed', 'expired', 'reported'] as const;

const delivery = ({ device, place }: Pick<Step, 'device' | 'place'>) => ({
  orderId: `order-${device}`,
  stopId: `stop-${place}`,
  kind: 'parcel' as const,
  value: { minor: place * 10_000, currency: 'EUR' },
  place: { latitude: place, longitude: -place },
});

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
    const agent = {
      full: `agent ${one.amount}`,
      browser: `b${one.place}`,
      system: `s${one.device}`,
      kind: 'bot' as const,
    };
    const actor = { device: `device-${one.device}`, ip: `10.${one.place}.${one.device}.1`, geo, agent };
    const currency = `A${String.fromCharCode(65 + one.currency)}C`;
    const act = [
      () => told.act('login.succeeded', one.device % 9 === 0 ? { method: 'passkey' as const } : {}, actor),
      () => told.act('login.failed', {}, actor),
      () =>
        told.act(
          'purchase.requested',
          {
            amount: { minor: one.amount, currency },
            merchant: { id: `m${one.place}`, category: `category-${one.device}` },
            instrument: { digest: `digest-of-instrument-${one.device}` },
            shippingTo: { addressDigest: `address-${one.place}` },
          },
          actor,
        ),
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
      () => told.act('password_reset.requested', { channel: 'email' as const }, actor),
      () => told.act('purchase.requested', euros(one.amount % 900), actor),
      () => told.act('delivery.dispatched', delivery(one), actor),
      () => told.act('delivery.rescheduled', delivery(one), actor),
      () => told.act('delivery.handover_attempted', delivery(one), actor),
      () =>
        told.act(
          'subscription.start_requested',
          {
            plan: `plan-${one.place}`,
            price: { minor: one.amount, currency },
            interval: 'month' as const,
            trialEndsAt: new Date(told.nowMs + dayMs).toISOString(),
            instrument: { digest: `digest-of-instrument-${one.place}` },
          },
          actor,
        ),
    ][one.act];
    const verdict = act?.();
    const kind = kinds[one.outcome];
    if (verdict?.challenge !== undefined && kind !== undefined && i % 2 === 0) told.outcome(kind, verdict);
    told.wait(one.waitMs);
  }
  return told.profile;
}

const desktop = { full: 'Firefox 140 on Linux', browser: 'firefox', system: 'linux', kind: 'desktop' } as const;
const mobile = { full: 'Chrome 150 on Android', browser: 'chrome', system: 'android', kind: 'mobile' } as const;
/** Groceries here, a book there, paid with one of two cards, sent to one of two addresses. */
const ordinary = (i: number) => ({
  ...euros(10 + (i % 70)),
  merchant: { id: `m${(i * i) % 23}`, category: `c${i % 5}` },
  instrument: { digest: `digest-of-instrument-${i % 2}` },
  shippingTo: { addressDigest: `address-${i % 2}` },
});

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
        agent: { full: `a${i}`, browser: `b${i}`, system: `s${i}`, kind: 'tv' as const },
      };
      const verdict = told.act(
        'purchase.requested',
        {
          amount: { minor: 999_999_999_999 - i, currency: `A${String.fromCharCode(65 + (i % 3))}C` },
          merchant: { id: `m${i}`, category: `c${i % 40}` },
          instrument: { digest: `digest-of-instrument-${i}` },
          shippingTo: { addressDigest: `address-${i}` },
        },
        actor,
      );
      if (verdict.challenge !== undefined && i % 3 > 0) told.outcome('verified', verdict);
      told.act('settings.change_requested', { setting: 'name' }, actor);
      told.act('gift_card.redemption_requested', { ...giftCard(`${i}`), codeStatus: 'unknown' }, actor);
      told.act('login.failed', {}, actor);
      told.act('password_reset.requested', {}, actor);
      told.act('delivery.dispatched', delivery({ device: i, place: i % 90 }), actor);
      told.act(
        'refund.requested',
        { kind: 'return', amount: { minor: 999_999_999_999 - i, currency: 'EUR' }, target: { kind: 'original' } },
        actor,
      );
      told.wait(i % 97 === 0 ? dayMs : 13 * minuteMs);
    }
    expect(encodeProfile(told.profile).length).toBeLessThanOrEqual(8_192);
  });

  it('takes at most 1 KB for an account of 1,000 ordinary events', () => {
    const told = story();
    const phone = { ...owner, device: 'owners-phone', ip: '198.51.100.20', agent: mobile };
    const sizes: number[] = [];
    for (let i = 0; i < 1_000; i += 1) {
      const actor =
        [{ ...owner, agent: desktop }, phone, { ...phone, geo: porto, ip: `198.51.${i % 40}.7` }][
          i % 5 === 4 ? 2 : i % 2
        ] ?? owner;
      if (i % 3 === 0) told.act('purchase.requested', ordinary(i), actor);
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

  it('reads what versions 0 to 3 wrote', () => {
    for (const [version, hex] of Object.entries(goldenBytes)) {
      const profile = decodeProfile(fromHex(hex));
      const hasMemories = Number(version) >= 2;
      expect(profile, `version ${version}`).toMatchObject(hasMemories ? goldenAccess : goldenProfile);
      expect(profile.issuedCards.length, `version ${version}`).toBe(version === '0' ? 0 : 1);
      expect(profile.access.actedS, `version ${version}`).toBe(profile.lastS);
      expect(profile.money, `version ${version}`).toMatchObject(hasMemories ? goldenMoney : emptyProfile.money);
      const { shown } = profile.devices[0] ?? {};
      expect(shown, `version ${version}`).toEqual(version === '3' ? goldenShown : { systems: 0, browsers: 0 });
      expect(encodeProfile(profile)[0]).toBe(3);
    }
  });

  it('still writes version 3 as it was released', () => {
    expect(toHex(encodeProfile(decodeProfile(fromHex(goldenBytes[3]))))).toBe(goldenBytes[3]);
  });

  it('refuses garbage, cut-off and overlong bytes, and newer versions, in one sentence', () => {
    const good = encodeProfile(lived([]));
    expect(() => decodeProfile(Uint8Array.of(4, 0))).toThrow(/version 4; this release reads 0 to 3/);
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

/** … and in version 2 an account opened with a passkey, two-step switched on, an e-mail proved, a password reset. */
const goldenAccess = {
  learned: 6,
  changes: [
    { setting: 9, effect: 1 },
    { setting: 0, effect: 2 },
  ],
  access: {
    bornS: 1_772_442_000,
    authenticatorS: 1_772_614_800,
    twoStepS: 1_772_614_800,
    hours: { count: 3 },
    agents: [{ kind: 1, visits: 3 }],
    reset: { doneS: 1_772_614_800, channels: 3 },
    passkey: { timeS: 1_772_442_000 },
  },
};

const goldenMoney = {
  categories: [{ key: 77, count: 12, lnMean: 3.25 }],
  refundsSoFar: { count: 1.5 },
  deliveries: [
    { key: 9, latitude10k: 387_200, longitude10k: -91_400, needsCode: true },
    { key: 10, needsCode: false },
  ],
};

/** … and in version 3 what its device showed. */
const goldenShown = { systems: 1 << 7, browsers: 1 << 14 };

const goldenBytes = {
  0: '00a085a0cd06a1c4150000000300016a2051da92c75d90a0c4150002010001545000000400020101f32d4504000201a9176764040002018aa7b39204000201c03ca30e0aa0c41501455552a0c41501c033008008a0c41501a0c41501c413000000010000cc2e7b93011fa0380001016a2051da92c75d90d4a00101f32d45a91767648aa7b39201c03ca30e0aa038014a3153ccf2b186bdcc2e7b931f000001016a2051da92c75d90d4a00101f32d45a91767648aa7b39201c03ca30e0a0002ffaf4bb9cc2e7b9300228ba3978e6f23e9a038',
  1: '01a085a0cd06a1c4150000000300016a2051da92c75d90a0c4150002010001545000000400020101f32d4504000201a9176764040002018aa7b39204000201c03ca30e0aa0c41501455552a0c41501c033008008a0c41501a0c41501c413000000010000cc2e7b93011fa0380001016a2051da92c75d90d4a00101f32d45a91767648aa7b39201c03ca30e0aa038014a3153ccf2b186bdcc2e7b931f000001016a2051da92c75d90d4a00101f32d45a91767648aa7b39201c03ca30e0a0002ffaf4bb9cc2e7b9300228ba3978e6f23e9a03801bc6dc0cea0c41500',
  2: '0290e99fcd06818c150000000600016a2051da92c75d90808c150003010001545000000400030101f32d4504000301a9176764040003018aa7b39204000301c03ca30e0a808c1501455552808c1501b636008008808c1501808c1501b8170000000225004fee01570200cbf7558b015f000004036a2051da92c75d90d4a00101f32d45a91767648aa7b39201c03ca30e0a004c317a1ab0083f99e811ac3b0100047dd2a3d72e6ca992007717f870cbf7558b001d5558564fee015700ffaf4bb9cc2e7b93000119f14650808c1502f81fd0985939814ad777277d05db9ea6818c150100010100008018f821f721014c317a1ab0083f99e811ac3b010403000130818c156a2051da92c75d9002000100e8070100014d0000000c80348004010500000000a0fe0a01060000000a96fe0a0001080000000000010001cf0f01780100800c008008780209000000c8010380a22f8f940b0a0000000000',
  3: '0390e99fcd06818c150000000600016a2051da92c75d90808c1500030100800180800101545000000400030101f32d4504000301a9176764040003018aa7b39204000301c03ca30e0a808c1501455552808c1501b636008008808c1501808c1501b8170000000225004fee01570200cbf7558b015f000004036a2051da92c75d90d4a00101f32d45a91767648aa7b39201c03ca30e0a004c317a1ab0083f99e811ac3b0100047dd2a3d72e6ca992007717f870cbf7558b001d5558564fee015700ffaf4bb9cc2e7b93000119f14650808c1502f81fd0985939814ad777277d05db9ea6818c150100010100008018f821f721014c317a1ab0083f99e811ac3b010403000130818c156a2051da92c75d9002000100e8070100014d0000000c80348004010500000000a0fe0a01060000000a96fe0a0001080000000000010001cf0f01780100800c008008780209000000c8010380a22f8f940b0a0000000000',
} as const;

const toHex = (bytes: Uint8Array): string => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
const fromHex = (hex: string): Uint8Array =>
  Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
