import type { NoticeText, NoticeWords } from './notice-words.ts';

/** The notices in English. */
export const englishNotices: NoticeWords = {
  when: 'When',
  text: (kind, contact) => (kind === 'contact_changed' && contact === 'phone' ? phoneChanged : texts[kind]),
  noCode: () => 'This message has no code, and nobody needs an answer to it.',
  notYou: ({ support, reference }) => [
    `This was not you? Write to ${support} at once and name the reference ${reference}.`,
  ],
  notYouShort: ({ support, reference }) => `Not you? ${support}, ref. ${reference}`,
};

const contactChanged = (what: string): NoticeText => ({
  headline: `your ${what} was changed`,
  meaning: [
    `The ${what} of your account was changed or taken away.`,
    'For some days codes go to the contact that was there before, so that a stranger gains nothing by it.',
  ],
});

const phoneChanged = contactChanged('phone number');

const texts = {
  contact_changed: contactChanged('e-mail address'),
  reported: {
    headline: 'a request was reported as not yours',
    meaning: [
      'Somebody with your account said that this request was not theirs.',
      'What is sensitive in your account stays frozen until our support, or your authenticator, clears it.',
    ],
  },
  act_held: {
    headline: 'a change in your account waits for a check',
    meaning: ['We stopped this because a code alone must not approve it. A person looks at it first.'],
  },
  step_up_verified: {
    headline: 'a code of yours was used from a new place',
    meaning: ['The right code was typed for this request, from a device or place that is new for your account.'],
  },
  step_up_failed: {
    headline: 'wrong codes were typed for your account',
    meaning: ['Wrong codes were typed for this request, from a device or place that is new. It was refused.'],
  },
  authenticator_added: {
    headline: 'an authenticator app was added',
    meaning: ['An authenticator app now makes codes for your account.'],
  },
  authenticator_removed: {
    headline: 'an authenticator app was removed',
    meaning: ['An authenticator app no longer makes codes for your account.'],
  },
  recovery_code_used: {
    headline: 'a recovery code of yours was used',
    meaning: ['A recovery code was typed in place of a code of your authenticator app. It works no second time.'],
  },
  recovery_codes_renewed: {
    headline: 'you have new recovery codes',
    meaning: ['New recovery codes were made for your authenticator app. The ones before them no longer work.'],
  },
} as const satisfies Readonly<Record<string, NoticeText>>;
