import type { AccountEvent, EventType } from '@countersign/events';
import { z } from 'zod';
import { type FeatureWriter, isSet, valueOf, wordOf } from '../../features/features.ts';
import { ramp } from '../../features/ramp.ts';
import { type Scene, dayS } from '../../features/scene.ts';
import { hash32 } from '../../profile/hash.ts';
import { isKnownThing } from '../../profile/known-things.ts';
import { fadedCount } from '../../profile/money-memory.ts';
import { countWithin } from '../../profile/series.ts';
import type { BuiltDetector, Detector, SlotOf } from '../detector.ts';
import { refundRequestWords } from './refund-request.words.ts';

const parameters = z.strictObject({
  /** What remains of the evidence when the instrument is one that this account used before, 0..1. */
  knownShare: z.number().min(0).max(1).default(0.2),
  /** Refunds of about a month that nobody wonders about, and where the rate counts in full. */
  ordinaryRefunds: z.number().min(1).max(1_000).default(3),
  manyRefunds: z.number().min(2).max(10_000).default(6),
  /** Share of the purchases of about a month that comes back, from where it is unusual, and where it counts in full. */
  ordinaryShare: z.number().min(0).max(1).default(0.5),
  fullShare: z.number().min(0.01).max(10).default(1),
  /** Accounts whose refunds may go to one instrument in 30 days: a couple with one card. */
  ordinaryAccounts: z.int().min(1).max(64).default(2),
});
type Parameters = z.infer<typeof parameters>;

const on: readonly EventType[] = ['refund.requested'];

/** Money asked back to where it did not come from, too often, or from many accounts to one instrument. */
export const refundRequest: Detector<Parameters> = {
  name: 'refund-request',
  on,
  parameters,
  words: refundRequestWords,
  features: {
    refundTarget: { kind: 'word', unit: 'name', meaning: 'where the money should go' },
    refundElsewhere: { kind: 'flag', unit: 'yes/no', meaning: 'not to the instrument that paid' },
    refundTargetKnown: {
      kind: 'flag',
      unit: 'yes/no',
      meaning: 'the account paid with that instrument before, or proved it',
    },
    refundTargetAccounts: {
      kind: 'number',
      unit: 'accounts',
      meaning: 'accounts whose refunds went to that instrument in 30 days, with this one',
    },
    refunds24h: { kind: 'number', unit: 'refunds', meaning: 'in the last 24 hours, with this one' },
    refundsFaded: { kind: 'number', unit: 'refunds', meaning: 'so far, with this one, halved every 30 days' },
    refundShare: {
      kind: 'number',
      unit: 'share',
      meaning: 'refunds so far by purchases so far, both halved every 30 days',
    },
  },
  build,
};

function build(slotOf: SlotOf): BuiltDetector<Parameters> {
  const slots = {
    target: slotOf('refundTarget'),
    elsewhere: slotOf('refundElsewhere'),
    known: slotOf('refundTargetKnown'),
    accounts: slotOf('refundTargetAccounts'),
    inDay: slotOf('refunds24h'),
    faded: slotOf('refundsFaded'),
    share: slotOf('refundShare'),
  };
  return {
    extract(scene, write) {
      const { event } = scene.input;
      if (event.type !== 'refund.requested') return;
      extractTarget(scene, event, write, slots);
      extractRate(scene, write, slots);
    },
    signals: [
      {
        code: 'refund_elsewhere',
        family: 'conduct',
        strength: (f, p) => (isSet(f, slots.elsewhere) ? (isSet(f, slots.known) ? p.knownShare : 1) : 0),
        observed: (f) => wordOf(f, slots.target),
        expected: () => 'original',
      },
      {
        code: 'refund_target_shared',
        family: 'conduct',
        strength: (f, p) => ramp(valueOf(f, slots.accounts), p.ordinaryAccounts, p.ordinaryAccounts + 1),
        observed: (f) => valueOf(f, slots.accounts),
        expected: (_, p) => p.ordinaryAccounts,
      },
      {
        code: 'refund_rate',
        family: 'conduct',
        strength: (f, p) =>
          ramp(valueOf(f, slots.faded), p.ordinaryRefunds, p.manyRefunds) *
          ramp(valueOf(f, slots.share), p.ordinaryShare, p.fullShare),
        observed: (f) => valueOf(f, slots.faded),
        expected: (_, p) => p.ordinaryRefunds,
      },
    ],
  };
}

type Refund = Extract<AccountEvent, { type: 'refund.requested' }>;
type Slots = Readonly<Record<'target' | 'elsewhere' | 'known' | 'accounts' | 'inDay' | 'faded' | 'share', number>>;

function extractTarget({ input, profile, nowS }: Scene, { data }: Refund, write: FeatureWriter, slots: Slots): void {
  const { kind, digest } = data.target;
  const isElsewhere = kind !== 'original' && (digest === undefined || digest !== data.originalInstrument);
  write.word(slots.target, kind);
  write.flag(slots.elsewhere, isElsewhere);
  if (!isElsewhere) return;
  const { instrument } = input.keys;
  if (instrument === undefined) {
    write.notKnown(slots.known, 'not_supplied');
    write.notKnown(slots.accounts, 'not_supplied');
    return;
  }
  write.flag(slots.known, isKnownThing(profile.money.instruments, hash32(instrument), nowS));
  const accounts = input.entities.get('refundTargetAccounts');
  if (accounts === undefined) write.notKnown(slots.accounts, 'unavailable');
  else write.number(slots.accounts, accounts.size + (accounts.has(input.keys.account) ? 0 : 1));
}

function extractRate({ profile, logS }: Scene, write: FeatureWriter, slots: Slots): void {
  const refunds = 1 + fadedCount(profile.money.refundsSoFar, logS);
  const purchases = profile.spend.reduce(
    (sum, { decayedCount, rateAtS }) => sum + fadedCount({ count: decayedCount, atS: rateAtS }, logS),
    0,
  );
  write.number(slots.inDay, 1 + countWithin(profile.money.refunds, logS, dayS));
  write.number(slots.faded, refunds);
  write.number(slots.share, refunds / Math.max(1, purchases));
}
