import type { Channel } from '@countersign/events';

/** Messages of a time span by channel, and what they cost. */
export interface MessageCost {
  readonly recorded: Readonly<Partial<Record<Channel, number>>>;
  /** As many for each challenge, over the same channels, as the recorded ones took. */
  readonly other: Readonly<Partial<Record<Channel, number>>>;
  /** In the currency of the prices. */
  readonly recordedCost: number;
  readonly otherCost: number;
}

/** What one message costs, by channel; a channel without a price costs nothing. */
export type Prices = Readonly<Partial<Record<Channel, number>>>;

/**
 * What another policy would send. Which channel a customer can be reached by is the notifier's to know, so the mix of the
 * messages sent in the same time is taken for the new challenges too; where none was sent, each challenge is one e-mail.
 */
export function messageCost(
  sent: Readonly<Partial<Record<Channel, number>>>,
  challenges: { readonly recorded: number; readonly other: number },
  prices: Prices,
): MessageCost {
  const counts = Object.entries(sent) as [Channel, number][];
  const perChallenge: readonly (readonly [Channel, number])[] =
    challenges.recorded === 0 || counts.length === 0
      ? [['email', 1]]
      : counts.map(([channel, count]) => [channel, count / challenges.recorded]);
  const times = (challenged: number): Partial<Record<Channel, number>> =>
    Object.fromEntries(perChallenge.map(([channel, each]) => [channel, Math.round(each * challenged)]));
  const recorded = counts.length === 0 ? times(challenges.recorded) : sent;
  const other = times(challenges.other);
  return { recorded, other, recordedCost: costOf(recorded, prices), otherCost: costOf(other, prices) };
}

const costOf = (messages: Readonly<Partial<Record<Channel, number>>>, prices: Prices): number =>
  (Object.entries(messages) as [Channel, number][]).reduce(
    (sum, [channel, count]) => sum + count * (prices[channel] ?? 0),
    0,
  );
