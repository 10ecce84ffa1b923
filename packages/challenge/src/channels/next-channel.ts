import { type Channel, channel as channels } from '@countersign/events';
import type { Delivery } from '../life/challenge-state.ts';

/**
 * The channel to send the newest code by, of those that are open for the account: the one that the customer asked for, else the
 * strongest that was not given up yet (OTP-30), else the one given up longest ago that may work again. Undefined: none is left.
 *
 * @param open in the order of preference
 */
export function nextChannel<Open extends Channel>(
  open: readonly Open[],
  { wished, givenUp }: Pick<Delivery, 'wished' | 'givenUp'>,
): Open | undefined {
  const untried = open.filter((one) => !givenUp.some(({ channel }) => channel === one));
  const again = givenUp
    .filter(({ isFinal }) => !isFinal)
    .flatMap(({ channel }) => open.filter((one) => one === channel));
  return untried.find((one) => one === wished) ?? untried[0] ?? again[0];
}

/** Whether any open channel was not given up yet. */
export const hasUntried = (open: readonly Channel[], { givenUp }: Pick<Delivery, 'givenUp'>): boolean =>
  open.some((one) => !givenUp.some(({ channel }) => channel === one));

/** Of channels that may all have carried the same code, the one that proves least. */
export const weakest = (carriers: readonly [Channel, ...Channel[]]): Channel =>
  carriers.reduce((a, b) => (channels.options.indexOf(b) > channels.options.indexOf(a) ? b : a));
