import type { OutcomeKind } from '@countersign/events';
import { dispatched, order, shopFor } from './deliveries.ts';
import { isNoMatter } from './expect-decision.ts';
import type { Actor } from './people.ts';
import type { Answer } from './story.ts';
import { type Teller, dayMs, euros, hourMs, minuteMs } from './teller.ts';

/** Who acts, and what happens from the act that a code is asked for to the next one. */
export interface Ending {
  /** Months before; whoever is asked. */
  readonly begins: (tell: Teller) => Actor;
  /** The act; its event's id. */
  readonly act: (tell: Teller, by: Actor, answer: Answer) => string;
  readonly answer: Answer;
  readonly ends: readonly OutcomeKind[];
  /** What comes after it; a login of the same person on the same device unless told. */
  readonly next?: (tell: Teller, by: Actor) => string;
  /** A hand-over says nothing about a device or a habit; wrong codes are worth as little as none. */
  readonly teachesNothing?: true;
}

const typed = { answer: 'types the code', ends: ['sent', 'verified'] } as const;
/** Ana, who lived quietly for forty days. */
export const quiet = (tell: Teller): Actor => {
  const ana = tell.customer('ana');
  tell.livesQuietly(ana, 40);
  return ana;
};
const thiefOf = (tell: Teller): Actor => tell.thief().as(quiet(tell));
const doing =
  (type: Parameters<Teller['act']>[1], data: (tell: Teller) => object) =>
  (tell: Teller, by: Actor, answer: Answer): string =>
    tell.act(by, type, data(tell) as never, isNoMatter, answer);
/** Somebody signs in. */
export const signsIn = doing('login.succeeded', () => ({}));
const giftCard = (tell: Teller) => ({
  giftCard: { digest: tell.unique('a-gift-card'), faceValue: { minor: 60_000, currency: 'EUR' } },
  codeStatus: 'valid',
});
const atTheDoor = (name: string) => (tell: Teller, by: Actor) =>
  tell.act(by, 'delivery.handover_attempted', order(tell, name), isNoMatter);

/** One story of every scenario in which somebody is asked. */
export const endings: Readonly<Record<string, Ending>> = {
  'new-device-login': { begins: (tell) => quiet(tell).on('phone'), act: signsIn, ...typed },
  'unusual-location-login': { begins: (tell) => quiet(tell).at(tell.places.lagos), act: signsIn, ...typed },
  'stolen-password-login': {
    begins(tell) {
      const guesser = quiet(tell).without('deviceId').at(tell.places.mobileNetwork);
      for (let tries = 0; tries < 8; tries += 1) {
        tell.wait(minuteMs);
        tell.act(guesser, 'login.failed', { reason: 'wrong_password' }, isNoMatter);
      }
      return guesser.on('server');
    },
    act: signsIn,
    answer: 'types wrong codes',
    ends: ['sent', 'failed'],
    teachesNothing: true,
  },
  'high-value-purchase': { begins: quiet, act: doing('purchase.requested', () => euros(1_299)), ...typed },
  'purchase-spike': { begins: quiet, act: doing('purchase.requested', () => euros(780)), ...typed },
  'settings-change': {
    begins: quiet,
    act: doing('settings.change_requested', () => ({ setting: 'password', action: 'change' })),
    ...typed,
  },
  'gift-card-redemption': { begins: quiet, act: doing('gift_card.redemption_requested', giftCard), ...typed },
  'refund-request': {
    begins: quiet,
    act: doing('refund.requested', (tell) => ({
      kind: 'return',
      ...euros(40),
      target: { kind: 'card', digest: tell.unique('card-of-somebody') },
      originalInstrument: tell.unique('card-of-ana'),
    })),
    ...typed,
  },
  'subscription-start': {
    begins: quiet,
    act: doing('subscription.start_requested', () => ({
      plan: 'premium',
      price: { minor: 2_500, currency: 'EUR' },
      interval: 'month',
    })),
    ...typed,
  },
  'high-value-delivery': {
    begins: (tell) => shopFor(quiet(tell)),
    act: doing('delivery.dispatched', (tell) => dispatched(tell, 'laptop', 'parcel', 1_499)),
    ...typed,
    next: atTheDoor('laptop'),
    teachesNothing: true,
  },
  'grocery-delivery': {
    begins: (tell) => shopFor(quiet(tell)),
    act: doing('delivery.dispatched', (tell) => dispatched(tell, 'party', 'grocery', 180)),
    ...typed,
    next: atTheDoor('party'),
    teachesNothing: true,
  },
  'password-reset': {
    begins: (tell) => quiet(tell).on('phone'),
    act: doing('password_reset.requested', () => ({ channel: 'email' })),
    ...typed,
    // The channel that reset the password approves nothing for a day (OTP-39).
    next: (tell, by) =>
      tell.act(by, 'settings.change_requested', { setting: 'password', action: 'change' }, isNoMatter),
  },
  'new-account-abuse': {
    begins(tell) {
      const young = tell.customer('young');
      tell.act(young, 'account.created', {}, isNoMatter);
      tell.wait(hourMs);
      return young;
    },
    act: doing('purchase.requested', () => euros(480)),
    ...typed,
  },
  'dormant-account': {
    begins(tell) {
      const ana = quiet(tell);
      tell.wait(400 * dayMs);
      return ana;
    },
    act: doing('purchase.requested', () => euros(45)),
    ...typed,
  },
  'reported-not-me': {
    begins: thiefOf,
    act: signsIn,
    answer: 'says it was not them',
    ends: ['sent', 'reported'],
    next: (tell, by) => tell.act(by, 'purchase.requested', euros(30), isNoMatter),
  },
  'relayed-code': {
    begins: thiefOf,
    act: signsIn,
    ...typed,
    next: (tell, by) => tell.act(by, 'settings.change_requested', { setting: 'payout', action: 'change' }, isNoMatter),
  },
};
