import type { EventType } from '@countersign/events';

/** What the person at the other end does when asked for a code. */
export type Response = 'types the code' | 'guesses three times' | 'says it was not her';

/** One event of the story, and what follows when it is challenged. */
export interface Step {
  /** Hours after the act began. */
  readonly afterHours: number;
  readonly says: string;
  readonly type: EventType;
  readonly data: Readonly<Record<string, unknown>>;
  readonly response?: Response;
}

export interface Act {
  readonly title: string;
  readonly steps: readonly Step[];
}

/** The customer of the story. */
export const mara = { accountId: 'mara', email: 'mara@example.com' } as const;

const laptop = {
  ip: '131.130.1.11', // Vienna
  deviceId: 'maras-laptop',
  sessionId: 'laptop-session',
  userAgent:
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 14_5) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15',
  channel: 'web',
};
const phone = {
  ...laptop,
  deviceId: 'maras-new-phone',
  sessionId: 'phone-session',
  userAgent:
    'Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Mobile Safari/537.36',
  channel: 'app',
};
const stockholm = { ...laptop, ip: '89.160.20.112', sessionId: 'hotel-session' };
const thief = {
  ip: '177.71.128.1', // São Paulo
  deviceId: 'a-rented-server',
  sessionId: 'thiefs-session',
  userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
  channel: 'web',
};

const euros = (amount: number): { readonly minor: number; readonly currency: string } => ({
  minor: Math.round(amount * 100),
  currency: 'EUR',
});
const shop = { id: 'corner-shop', name: 'Corner Shop', category: 'groceries' };
const electronics = { id: 'volt-and-son', name: 'Volt & Son', category: 'electronics' };
const giftCard = { digest: 'hmac-sha256:the-gift-card-of-the-story', faceValue: euros(500) };

/** A quiet month before the story: one login and one purchase every other day. */
export const quietMonth: readonly Step[] = Array.from({ length: 15 }, (_, day) => [
  { afterHours: day * 48, says: 'signs in at home', type: 'login.succeeded' as const, data: { context: laptop } },
  {
    afterHours: day * 48 + 0.2,
    says: 'buys groceries',
    type: 'purchase.requested' as const,
    data: { context: laptop, amount: euros(31 + ((day * 7) % 19)), merchant: shop },
  },
]).flat();

/** One day after the other in the life of a customer; then a theft. */
export const acts: readonly Act[] = [
  {
    title: 'A new phone',
    steps: [
      {
        afterHours: 0,
        says: 'Mara signs in on a phone that was never seen before.',
        type: 'login.succeeded',
        data: { context: phone },
        response: 'types the code',
      },
      {
        afterHours: 20,
        says: 'The next morning she signs in on it again.',
        type: 'login.succeeded',
        data: { context: phone },
      },
    ],
  },
  {
    title: 'A journey',
    steps: [
      {
        afterHours: 0,
        says: 'Her laptop signs in from a hotel in Stockholm.',
        type: 'login.succeeded',
        data: { context: stockholm },
        response: 'types the code',
      },
      {
        afterHours: 12,
        says: 'From the same hotel, after breakfast.',
        type: 'login.succeeded',
        data: { context: stockholm },
      },
    ],
  },
  {
    title: 'A large purchase',
    steps: [
      {
        afterHours: 0,
        says: 'Back home she buys a camera for 1,899 euros; she never spent more than 50.',
        type: 'purchase.requested',
        data: { context: laptop, amount: euros(1899), merchant: electronics },
        response: 'types the code',
      },
      {
        afterHours: 24,
        says: 'And groceries, as ever.',
        type: 'purchase.requested',
        data: { context: laptop, amount: euros(42), merchant: shop },
      },
    ],
  },
  {
    title: 'A setting',
    steps: [
      {
        afterHours: 0,
        says: 'She changes the phone number of her account.',
        type: 'settings.change_requested',
        data: { context: laptop, setting: 'phone', action: 'change' },
        response: 'types the code',
      },
      {
        afterHours: 1,
        says: 'Then the e-mail address. A code by e-mail must not approve that, and nothing else reaches her.',
        type: 'settings.change_requested',
        data: { context: laptop, setting: 'email', action: 'change' },
        response: 'types the code',
      },
    ],
  },
  {
    title: 'A gift card',
    steps: [
      {
        afterHours: 0,
        says: 'She redeems a gift card of 500 euros.',
        type: 'gift_card.redemption_requested',
        data: { context: laptop, giftCard, amount: euros(500), codeStatus: 'valid' },
        response: 'types the code',
      },
    ],
  },
  {
    title: 'A theft',
    steps: [
      {
        afterHours: 0,
        says: 'Somebody in São Paulo knows her password.',
        type: 'login.succeeded',
        data: { context: thief },
        response: 'guesses three times',
      },
      {
        afterHours: 1,
        says: 'He tries once more; this time Mara reads the message.',
        type: 'login.succeeded',
        data: { context: { ...thief, sessionId: 'thiefs-second-session' } },
        response: 'says it was not her',
      },
      {
        afterHours: 1.2,
        says: 'He asks for what is left on a gift card all the same.',
        type: 'gift_card.redemption_requested',
        data: {
          context: thief,
          giftCard: { ...giftCard, digest: 'hmac-sha256:another-gift-card' },
          amount: euros(500),
        },
      },
      {
        afterHours: 5,
        says: 'Support speaks with Mara and lifts the freeze.',
        type: 'account.cleared',
        data: { clearedBy: 'support-agent-4' },
      },
      {
        afterHours: 6,
        says: 'Mara signs in at home.',
        type: 'login.succeeded',
        data: { context: laptop },
      },
    ],
  },
];
