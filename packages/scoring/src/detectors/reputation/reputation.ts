import type { EventType } from '@countersign/events';
import { z } from 'zod';
import { type Features, valueOf } from '../../features/features.ts';
import { ramp } from '../../features/ramp.ts';
import type { Population } from '../../population/population.ts';
import type { Detector } from '../detector.ts';
import { reputationWords } from './reputation.words.ts';

const parameters = z.strictObject({
  /** Confirmed frauds, faded, below which nothing is said: an installation that gets no labels has no reputations. */
  leastFrauds: z.number().min(1).max(10_000).default(10),
  /** Frauds that what is usual weighs against what was found of a kind. */
  priorFrauds: z.number().min(0.1).max(100).default(1),
  /** Log-odds against the usual share at which the evidence counts in full. */
  fullLogOdds: z.number().min(0.5).max(10).default(6),
});
type Parameters = z.infer<typeof parameters>;

const on: readonly EventType[] = ['login.succeeded', 'purchase.requested'];
const purchases: readonly EventType[] = ['purchase.requested'];

/** What labels said, however late they came, about events like this one, its merchant and its network. */
export const reputation: Detector<Parameters> = {
  name: 'reputation',
  on,
  parameters,
  words: reputationWords,
  features: {
    alikeLogOdds: {
      kind: 'number',
      unit: 'log-odds',
      meaning: 'confirmed fraud among purchases alike in category, amount and hour, against all purchases',
    },
    alikeSeen: { kind: 'number', unit: 'events', meaning: 'purchases alike in category, amount and hour, faded' },
    merchantLogOdds: {
      kind: 'number',
      unit: 'log-odds',
      meaning: 'confirmed fraud at the merchant, against all purchases',
    },
    networkLogOdds: {
      kind: 'number',
      unit: 'log-odds',
      meaning: 'confirmed fraud from the network, against all events of the type',
    },
  },
  build(slotOf) {
    const alikeOdds = slotOf('alikeLogOdds');
    const alikeSeen = slotOf('alikeSeen');
    const merchantOdds = slotOf('merchantLogOdds');
    const networkOdds = slotOf('networkLogOdds');
    const strengthOf = (f: Features, slot: number, sign: 1 | -1, p: Parameters): number =>
      ramp(sign * valueOf(f, slot), 0, p.fullLogOdds);
    return {
      extract({ input, logS }, write, p) {
        const { population, kinds } = input;
        const [all, ...narrower] = kinds.alike;
        if (all === undefined) return;
        const isPurchase = narrower.length > 0;
        const frauds = population.frauds(all, logS);
        if (frauds < p.leastFrauds) {
          for (const slot of isPurchase ? [alikeOdds, merchantOdds, networkOdds] : [networkOdds]) {
            write.notKnown(slot, 'no_history');
          }
          return;
        }
        const usual = Math.min(most, frauds / population.seen(all, logS));
        const oddsOf = (share: number): number => logit(share) - logit(usual);
        const entityOdds = (slot: number, kind: number | undefined, missing: string): void => {
          if (kind === undefined) write.notKnown(slot, missing);
          else write.number(slot, oddsOf(shareOf(population, kind, logS, usual, p.priorFrauds)));
        };
        entityOdds(networkOdds, kinds.network, 'no_address');
        if (!isPurchase) return;
        let share = usual;
        for (const kind of narrower) share = shareOf(population, kind, logS, share, p.priorFrauds);
        write.number(alikeOdds, oddsOf(share));
        write.number(alikeSeen, population.seen(narrower.at(-1) ?? all, logS));
        entityOdds(merchantOdds, kinds.merchant, 'not_supplied');
      },
      signals: [
        {
          code: 'like_confirmed_fraud',
          family: 'memory',
          on: purchases,
          strength: (f, p) => strengthOf(f, alikeOdds, 1, p),
          observed: (f) => timesOf(valueOf(f, alikeOdds)),
        },
        {
          code: 'merchant_fraud',
          family: 'memory',
          on: purchases,
          strength: (f, p) => strengthOf(f, merchantOdds, 1, p),
          observed: (f) => timesOf(valueOf(f, merchantOdds)),
        },
        {
          code: 'network_fraud',
          family: 'memory',
          strength: (f, p) => strengthOf(f, networkOdds, 1, p),
          observed: (f) => timesOf(valueOf(f, networkOdds)),
        },
        {
          code: 'unlike_confirmed_fraud',
          family: 'trust',
          on: purchases,
          strength: (f, p) => strengthOf(f, alikeOdds, -1, p),
          observed: (f) => timesOf(-valueOf(f, alikeOdds)),
        },
      ],
    };
  },
};

/** No share of frauds is believed beyond this. */
const most = 0.99;

/**
 * Share of frauds among events of a kind: the `expected` share times what was found against what was to be expected, both
 * with so many frauds more, so that few events say little.
 */
function shareOf(population: Population, kind: number, atS: number, expected: number, priorFrauds: number): number {
  const toExpect = population.seen(kind, atS) * expected;
  return Math.min(most, (expected * (population.frauds(kind, atS) + priorFrauds)) / (toExpect + priorFrauds));
}

const logit = (share: number): number => Math.log(share / (1 - share));

/** Odds in people's words: how many times as likely, to one decimal. */
const timesOf = (logOdds: number): number => Math.round(Math.exp(logOdds) * 10) / 10;
