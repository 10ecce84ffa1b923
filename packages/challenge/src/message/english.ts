import type { Catalogue, MessageWords } from './catalogue.ts';

/** The messages in English. */
export const english: Catalogue = {
  language: 'en',
  act: (eventType, setting) =>
    (eventType === 'settings.change_requested' ? settings[setting ?? ''] : acts[eventType]) ?? 'Change in your account',
  subject: ({ brand, act, amount, reference }) =>
    `${brand}: your code for: ${act}${amount === undefined ? '' : `, ${amount}`} (${reference})`,
  text: (words, code) =>
    (words.isForCourier
      ? [onItsWay(words), facts(words), '', ...proofAtTheDoor(words, code), '', ...notExpected(words), '']
      : [intro(words), facts(words), '', ...proof(words, code), '', ...notYou(words), '']
    ).join('\n'),
};

const intro = ({ brand }: MessageWords): string => `Somebody, we hope you, is asking for this at ${brand}:\n`;

function facts({ act, amount, payee, item, place, device, reference }: MessageWords): string {
  const rows: readonly (readonly [label: string, value: string | undefined])[] = [
    ['What', act],
    ['Amount', amount],
    ['To', payee],
    ['Item', item],
    ['Near', place],
    ['Device', device],
    ['Reference', reference],
  ];
  return rows.flatMap(([label, value]) => (value ? [`  ${`${label}:`.padEnd(12)}${value}`] : [])).join('\n');
}

const proof = ({ goodUntil, reference }: MessageWords, code: string): readonly string[] => [
  `Your code: ${code}`,
  '',
  `It works once, for exactly this, until ${goodUntil}.`,
  `Type it only on the page that shows the reference ${reference}.`,
];

const onItsWay = ({ brand }: MessageWords): string => `A delivery of ${brand} is on its way to you:\n`;

const proofAtTheDoor = ({ goodUntil }: MessageWords, code: string): readonly string[] => [
  `Your code: ${code}`,
  '',
  `It works once, for this delivery alone, until ${goodUntil}.`,
  'Tell it only to the courier at the door, with the parcel in front of you; never by phone, chat or mail.',
];

const notExpected = ({ supportContact, reference }: MessageWords): readonly string[] => [
  'You expect no delivery? Then tell the code to nobody,',
  `and write to ${supportContact} and name the reference ${reference}.`,
];

const notYou = ({ brand, supportContact, reference }: MessageWords): readonly string[] => [
  `Nobody will ever ask you for this code: not ${brand}, not your bank, not the police.`,
  'Whoever asks for it, by phone, chat or mail, is trying to rob you.',
  '',
  'This was not you? Then use the code nowhere, and choose "This wasn\'t me" on the page,',
  `or write to ${supportContact} and name the reference ${reference}.`,
];

const acts: Readonly<Record<string, string>> = {
  'login.succeeded': 'Sign-in',
  'password_reset.requested': 'Password reset',
  'account.created': 'New account',
  'purchase.requested': 'Purchase',
  'gift_card.issued': 'Gift card',
  'gift_card.redemption_requested': 'Use of a gift card',
  'refund.requested': 'Refund',
  'subscription.start_requested': 'Start of a subscription',
  'delivery.dispatched': 'Delivery',
  'delivery.rescheduled': 'Change of a delivery',
  'delivery.handover_attempted': 'Handing over a delivery',
};

const settings: Readonly<Record<string, string>> = {
  email: 'Change of your e-mail address',
  phone: 'Change of your phone number',
  password: 'Change of your password',
  payment_method: 'Change of a payment method',
  shipping_address: 'Change of a shipping address',
  payout: 'Change of where you are paid',
  mfa: 'Change of two-step verification',
  name: 'Change of your name',
};
