import type { EventType } from '@countersign/events';
import { z } from 'zod';
import { type Features, valueOf } from '../../features/features.ts';
import { ramp } from '../../features/ramp.ts';
import { type Scene, dayS } from '../../features/scene.ts';
import type { BuiltDetector, Detector, SlotOf } from '../detector.ts';
import { birthPlaces } from './birth-uses.ts';
import { newAccountAbuseWords } from './new-account-abuse.words.ts';

const parameters = z.strictObject({
  /** Accounts opened together, this one among them, that nobody wonders about, and where they count in full. */
  ordinaryAccounts: z.int().min(1).max(64).default(2),
  farmAccounts: z.int().min(2).max(64).default(5),
  /** How many accounts from one IP address in a day weigh like one from a device: an office opens several. */
  accountsPerAddress: z.int().min(1).max(64).default(4),
  /** Days for which an account stays one of those opened together. */
  farmDays: z.number().min(1).max(365).default(30),
  /** Days until which an account is young in full, and from which on it is not. */
  youngDays: z.number().min(0).max(90).default(1),
  grownDays: z.number().min(0.1).max(365).default(7),
  /** Shares of the absolute limit (`high-value`) between which a day's spending of a young account begins to count and counts in full. */
  spendFrom: z.number().min(0).max(1).default(0.05),
  spendFull: z.number().min(0.01).max(1).default(0.25),
});
type Parameters = z.infer<typeof parameters>;

const born: EventType = 'account.created';
const spending: readonly EventType[] = [
  'purchase.requested',
  'gift_card.redemption_requested',
  'subscription.start_requested',
];

/** Accounts opened by the dozen, and one that spends a lot on its first day. */
export const newAccountAbuse: Detector<Parameters> = {
  name: 'new-account-abuse',
  on: [born, ...spending],
  parameters,
  words: newAccountAbuseWords,
  features: {
    openedTogether: {
      kind: 'number',
      unit: 'accounts',
      meaning: 'opened with the same device, card or address in 30 days, or from the same IP address, with this one',
    },
    openedDays: { kind: 'number', unit: 'days', meaning: 'since the account was opened, where that was seen' },
  },
  build,
};

function build(slotOf: SlotOf): BuiltDetector<Parameters> {
  const together = slotOf('openedTogether');
  const opened = slotOf('openedDays');
  const share = slotOf('amountOfLimit');
  const cardShare = slotOf('giftCardOfLimit');
  const amount = slotOf('amount');
  const spent24h = slotOf('spent24h');
  const youth = (f: Features, p: Parameters): number =>
    valueOf(f, opened) >= 0 ? 1 - ramp(valueOf(f, opened), p.youngDays, p.grownDays) : 0;
  // What a day comes to, in shares of the limit: an amount that is split is the same amount.
  const ofDay = (f: Features): number => Math.max(1, valueOf(f, spent24h) / valueOf(f, amount) || 1);
  const spent = (f: Features): number => Math.max((valueOf(f, share) || 0) * ofDay(f), valueOf(f, cardShare) || 0);
  return {
    extract(scene, write, p) {
      if (scene.input.event.type === born) {
        const count = openedTogetherWith(scene, p);
        if (count === undefined) write.notKnown(together, 'unavailable');
        else write.number(together, count);
        return;
      }
      const { bornS, bornAmong } = scene.profile.access;
      if (bornS === 0) return write.notKnown(opened, 'no_history');
      const days = Math.max(0, scene.logS - bornS) / dayS;
      write.number(opened, days);
      if (days < p.farmDays) write.number(together, bornAmong);
    },
    signals: [
      {
        code: 'account_farm',
        family: 'conduct',
        strength: (f, p) => ramp(valueOf(f, together), p.ordinaryAccounts, p.farmAccounts),
        observed: (f) => valueOf(f, together),
        expected: (_, p) => p.ordinaryAccounts,
      },
      {
        code: 'young_high_spend',
        family: 'amount',
        on: spending,
        strength: (f, p) => youth(f, p) * ramp(spent(f), p.spendFrom, p.spendFull),
        observed: (f) => valueOf(f, opened),
        expected: (_, p) => p.grownDays,
      },
    ],
  };
}

/** The most accounts of any of the sets, this one included; undefined when none could be read though there was one to read. */
function openedTogetherWith(
  { input: { entities, keys } }: Scene,
  { accountsPerAddress }: Parameters,
): number | undefined {
  let most = 1;
  for (const { kind, name } of birthPlaces) {
    if (keys[kind] === undefined) continue;
    const members = entities.get(name);
    if (members === undefined) return undefined;
    const others = members.size - (members.has(keys.account) ? 1 : 0);
    most = Math.max(most, 1 + (kind === 'ip' ? Math.floor(others / accountsPerAddress) : others));
  }
  return most;
}
