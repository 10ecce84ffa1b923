import type { AccountEvent, EventType } from '@countersign/events';
import { z } from 'zod';
import { type FeatureWriter, type Features, valueOf, wordOf } from '../../features/features.ts';
import { ramp } from '../../features/ramp.ts';
import { type Scene, dayS, hourS } from '../../features/scene.ts';
import { hash32 } from '../../profile/hash.ts';
import { majorUnits } from '../../profile/money-in-major-units.ts';
import { countWithin } from '../../profile/series.ts';
import type { BuiltDetector, Detector, SlotOf } from '../detector.ts';
import { giftCardRedemptionWords } from './gift-card-redemption.words.ts';

const parameters = z.strictObject({
  /** Redemptions in 24 h that nobody wonders about, and where velocity counts in full; an hour may hold half of them. */
  ordinaryTries: z.int().min(1).max(100).default(4),
  manyTries: z.int().min(2).max(1_000).default(10),
  /** Codes in 24 h that led nowhere: typing errors up to here, enumeration in full from there. */
  ordinaryFailures: z.int().min(0).max(100).default(2),
  enumerationFailures: z.int().min(1).max(1_000).default(5),
  /** Accounts that may try one card in 30 days: giver and receiver. */
  ordinaryAccounts: z.int().min(1).max(64).default(2),
  /** A card redeemed sooner than this after it was issued. */
  freshMinutes: z.number().min(0.1).max(1_440).default(3.5),
  /** Value from which on a card is of high value, major units by currency. */
  limits: z.record(z.string().regex(/^[A-Z]{3}$/), z.number().positive()).default({ EUR: 500, USD: 500, GBP: 450 }),
});
type Parameters = z.infer<typeof parameters>;

const on: readonly EventType[] = ['gift_card.redemption_requested'];

/** Gift-card codes: tried too often, guessed, passed around, cashed within minutes, or worth a lot. */
export const giftCardRedemption: Detector<Parameters> = {
  name: 'gift-card-redemption',
  on,
  parameters,
  words: giftCardRedemptionWords,
  features: {
    giftCardTries1h: { kind: 'number', unit: 'events', meaning: 'redemptions in the last hour, with this one' },
    giftCardTries24h: { kind: 'number', unit: 'events', meaning: 'redemptions in the last 24 hours, with this one' },
    giftCardFailures24h: {
      kind: 'number',
      unit: 'codes',
      meaning: 'codes that led nowhere in 24 hours: most of account, device, address',
    },
    giftCardAccounts: {
      kind: 'number',
      unit: 'accounts',
      meaning: 'accounts that tried this card in 30 days, with this one',
    },
    giftCardAgeMinutes: { kind: 'number', unit: 'minutes', meaning: 'since the card was issued' },
    giftCardValue: { kind: 'number', unit: 'major units', meaning: 'what is redeemed, or else the face value' },
    giftCardCurrency: { kind: 'word', unit: 'ISO 4217', meaning: 'its currency' },
    giftCardOfLimit: { kind: 'number', unit: 'share', meaning: 'the value divided by the limit of its currency' },
  },
  build,
};

function build(slotOf: SlotOf): BuiltDetector<Parameters> {
  const slots = {
    inHour: slotOf('giftCardTries1h'),
    inDay: slotOf('giftCardTries24h'),
    failures: slotOf('giftCardFailures24h'),
    accounts: slotOf('giftCardAccounts'),
    age: slotOf('giftCardAgeMinutes'),
    value: slotOf('giftCardValue'),
    currency: slotOf('giftCardCurrency'),
    share: slotOf('giftCardOfLimit'),
  };
  const shownValue = (f: Features): string => `${valueOf(f, slots.value)} ${wordOf(f, slots.currency)}`;
  return {
    extract(scene, write, { limits }) {
      const { event } = scene.input;
      if (event.type !== 'gift_card.redemption_requested') return;
      extractVelocity(scene, event, write, slots);
      extractAge(scene, event, write, slots.age);
      extractValue(event, write, limits, slots);
    },
    signals: [
      {
        code: 'gift_card_velocity',
        family: 'conduct',
        strength: (f, p) =>
          Math.max(
            ramp(valueOf(f, slots.inHour), p.ordinaryTries / 2, p.manyTries / 2),
            ramp(valueOf(f, slots.inDay), p.ordinaryTries, p.manyTries),
          ),
        observed: (f) => valueOf(f, slots.inDay),
        expected: (_, p) => p.ordinaryTries,
      },
      {
        code: 'gift_card_enumeration',
        family: 'conduct',
        strength: (f, p) => ramp(valueOf(f, slots.failures), p.ordinaryFailures, p.enumerationFailures),
        observed: (f) => valueOf(f, slots.failures),
        expected: (_, p) => p.ordinaryFailures,
      },
      {
        code: 'gift_card_shared',
        family: 'conduct',
        strength: (f, p) => ramp(valueOf(f, slots.accounts), p.ordinaryAccounts, p.ordinaryAccounts + 1),
        observed: (f) => valueOf(f, slots.accounts),
        expected: (_, p) => p.ordinaryAccounts,
      },
      {
        code: 'gift_card_fresh',
        family: 'conduct',
        strength: (f, p) =>
          valueOf(f, slots.age) >= 0 ? 1 - ramp(valueOf(f, slots.age), p.freshMinutes, p.freshMinutes * 4) : 0,
        observed: (f) => valueOf(f, slots.age),
        expected: (_, p) => p.freshMinutes,
      },
      {
        code: 'gift_card_high_value',
        family: 'amount',
        strength: (f) => (valueOf(f, slots.share) >= 1 ? 1 : ramp(valueOf(f, slots.share), 0.9, 1)),
        observed: shownValue,
        expected: (f, p) => `${p.limits[wordOf(f, slots.currency) ?? ''] ?? 0} ${wordOf(f, slots.currency)}`,
      },
    ],
  };
}

type Redemption = Extract<AccountEvent, { type: 'gift_card.redemption_requested' }>;
type Slots = Readonly<
  Record<'inHour' | 'inDay' | 'failures' | 'accounts' | 'age' | 'value' | 'currency' | 'share', number>
>;

function extractVelocity(
  { input, profile, logS }: Scene,
  { data }: Redemption,
  write: FeatureWriter,
  slots: Slots,
): void {
  const isBadCode = data.codeStatus !== undefined && data.codeStatus !== 'valid';
  const own = countWithin(profile.giftCardFailures, logS, dayS);
  const onDevice = input.entities.get('deviceBadGiftCards')?.size ?? 0;
  const fromIp = input.entities.get('ipBadGiftCards')?.size ?? 0;
  write.number(slots.inHour, 1 + countWithin(profile.giftCardTries, logS, hourS));
  write.number(slots.inDay, 1 + countWithin(profile.giftCardTries, logS, dayS));
  write.number(slots.failures, Math.max(own, onDevice, fromIp) + (isBadCode ? 1 : 0));
  const accounts = input.entities.get('giftCardAccounts');
  if (accounts === undefined) write.notKnown(slots.accounts, 'unavailable');
  else write.number(slots.accounts, accounts.size + (accounts.has(input.keys.account) ? 0 : 1));
}

/** By the card's own date of issue, else by our memory of a card issued on this account. */
function extractAge({ profile, nowS }: Scene, { data }: Redemption, write: FeatureWriter, slot: number): void {
  const key = hash32(data.giftCard.digest);
  const remembered = profile.issuedCards.find((card) => card.key === key)?.timeS;
  const issuedS = data.giftCard.issuedAt === undefined ? remembered : Date.parse(data.giftCard.issuedAt) / 1000;
  if (issuedS === undefined) write.notKnown(slot, 'not_supplied');
  else write.number(slot, Math.max(0, nowS - issuedS) / 60);
}

function extractValue({ data }: Redemption, write: FeatureWriter, limits: Parameters['limits'], slots: Slots): void {
  const money = data.amount ?? data.giftCard.faceValue;
  if (money === undefined) {
    write.notKnown(slots.value, 'not_supplied');
    write.notKnown(slots.share, 'not_supplied');
    return;
  }
  const major = majorUnits(money.minor, money.currency);
  const limit = limits[money.currency];
  write.number(slots.value, major);
  write.word(slots.currency, money.currency);
  if (limit === undefined) write.notKnown(slots.share, 'no_limit_for_currency');
  else write.number(slots.share, major / limit);
}
