import type { Catalogue } from './catalogue.ts';

/** The messages in English. */
export const english: Catalogue = {
  language: 'en',
  direction: 'ltr',
  labels: {
    act: 'What',
    amount: 'Amount',
    interval: 'Charged',
    firstCharge: 'First on',
    trialEnds: 'Trial to',
    payee: 'To',
    item: 'Item',
    place: 'Near',
    device: 'Device',
    reference: 'Reference',
  },
  intervals: {
    day: 'every day',
    week: 'every week',
    month: 'every month',
    quarter: 'every quarter',
    year: 'every year',
  },
  deliveries: { parcel: 'parcel', grocery: 'groceries' },
  act: (eventType, setting) =>
    (eventType === 'settings.change_requested' ? settings[setting ?? ''] : acts[eventType]) ?? 'Change in your account',
  subject: ({ brand, reference }, act, amount) =>
    `${brand}: your code for: ${act}${amount === undefined ? '' : `, ${amount}`} (${reference})`,
  intro: ({ brand }) => `Somebody, we hope you, is asking for this at ${brand}:`,
  code: (code) => `Your code: ${code}`,
  worksOnce: (goodUntil) => `It works once, for exactly this, until ${goodUntil}.`,
  onlyOnPage: ({ reference }) => `Type it only on the page that shows the reference ${reference}.`,
  nobodyAsks: ({ brand }) => [
    `Nobody will ever ask you for this code: not ${brand}, not your bank, not the police.`,
    'Whoever asks for it, by phone, chat or mail, is trying to rob you.',
  ],
  notYou: ({ support, reference }) => [
    'This was not you? Then use the code nowhere, and choose "This wasn\'t me" on the page,',
    `or write to ${support} and name the reference ${reference}.`,
  ],
  notYouAt: (url, { support, reference }) => [
    'This was not you? Then use the code nowhere, and say so here:',
    url,
    `or write to ${support} and name the reference ${reference}.`,
  ],
  courier: {
    intro: ({ brand }) => `A delivery of ${brand} is on its way to you:`,
    worksOnce: (goodUntil) => `It works once, for this delivery alone, until ${goodUntil}.`,
    onlyAtTheDoor: () =>
      'Tell it only to the courier at the door, with the parcel in front of you; never by phone, chat or mail.',
    notExpected: ({ support, reference }) => [
      'You expect no delivery? Then tell the code to nobody,',
      `and write to ${support} and name the reference ${reference}.`,
    ],
  },
};

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
  mfa_remove: 'Removal of your second factor',
  two_step: 'Two-step verification of every sign-in',
  two_step_remove: 'End of two-step verification of every sign-in',
  name: 'Change of your name',
};
