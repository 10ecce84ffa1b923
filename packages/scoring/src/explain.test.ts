import { describe, expect, it } from 'vitest';
import { decisionOf } from '../test-support/decision-of.ts';
import { shippedPolicy } from '../test-support/shipped-policy.ts';
import { euros, owner, story } from '../test-support/story.ts';
import type { Edit } from './counterfactual/edited.ts';
import { wordedCounterfactual } from './counterfactual/counterfactual-words.ts';
import { explain } from './explain.ts';
import { catalogueIn } from './words/catalogue.ts';
import { frames } from './words/frames.ts';
import type { LanguageCode } from './words/languages.ts';
import { speechIn } from './words/speech.ts';

const established = () => {
  const ana = story();
  ana.livesQuietly(60);
  return ana;
};

describe('explain', () => {
  it('words whose act it was in the reader’s language', () => {
    const ben = story();
    const purchase = ben.act('purchase.requested', euros(300));
    const decision = decisionOf(purchase, 'purchase.requested');
    const inHebrew = explain(decision, shippedPolicy, 'he');
    expect(inHebrew.subject).toMatch(/^חשבון \u2068.*\u2069, אירוע \u2068/);
    expect(inHebrew.featuresTitle).toBe('מאפיינים');
  });

  it('says how much would have been enough in the unit of the feature', () => {
    const edit = {} as Edit;
    const scale = { observed: 0.1, harmless: 7, at: () => edit };
    const lever = { name: 'accountAgeDays', reasons: [], harmless: edit, scale };
    const found = { action: 'allow', changes: [{ lever, enough: 1 }] } as const;
    const said = (language: LanguageCode): string =>
      wordedCounterfactual(
        found,
        {},
        {
          words: catalogueIn(language),
          frame: frames[language],
          say: speechIn(language),
        },
      ).sentence;
    expect(said('en')).toBe('With the age of the account at least 1 day it would have been allowed.');
    expect(said('he')).toContain('יום');
  });

  it('words a challenge in the order of weight, and says what would have changed it', () => {
    const login = established().act('login.succeeded', {}, { ...owner, device: 'new-phone' });
    expect(explain(decisionOf(login, 'login.succeeded'), shippedPolicy)).toMatchObject({
      language: 'en',
      subject: expect.stringMatching(/^account .+, event .+ at .+Z, decision .+$/),
      featuresTitle: 'Features',
      headline: `Challenged login.succeeded at a score of ${login.score}`,
      sentences: [
        'The device is new to this account: never seen; expected one seen within 30 days. (+5.8)',
        'The account was at this place before, 60 times. (−0.6)',
      ],
      notes: expect.arrayContaining([
        'Not known (no history): fraud from the network.',
        'Policy default@1.',
      ]) as string[],
      counterfactuals: [
        {
          sentence: 'With a known device it would have been allowed.',
          action: 'allow',
          changes: [{ name: 'deviceKnown' }],
        },
      ],
    });
  });

  it('words rules as the policy does, and says what became of them', () => {
    const policy = { ...shippedPolicy, ruleWords: new Map([['big', 'A large purchase']]) };
    const login = established().act('login.succeeded', {});
    const rules = [
      { id: 'big', effect: 'hold' as const, state: 'applied' as const },
      { id: 'gone', effect: 'deny' as const, state: 'skipped_unknown' as const },
    ];
    const reasons = [{ code: 'rule:big', points: 2 }];
    const { sentences } = explain(decisionOf(login, 'login.succeeded', { rules, reasons }), policy);
    expect(sentences).toEqual([
      'Rule big: A large purchase. (+2)',
      'Rule big: A large purchase. (holds)',
      'Rule gone. (denies; left out, because something that it needs is not known)',
    ]);
  });

  it('says what was unknown, degraded and flagged', () => {
    const login = established().act('login.succeeded', {}, { geo: { unknown: 'private' } });
    const { notes } = explain(decisionOf(login, 'login.succeeded', { degraded: ['entities'], flags: ['late'] }));
    expect(notes.join('\n')).toContain('Not known (not supplied): whether the device is known');
    expect(notes.join('\n')).toContain('Not known (a private address): the country');
    expect(notes).toContain('Decided without: what accounts share (devices, addresses, cards).');
    expect(notes).toContain('Flags: it came late.');
  });

  it('shows foreign codes as they are', () => {
    const told = story().act('purchase.requested', euros(5));
    const foreign = decisionOf(
      { ...told, reasons: [{ code: 'of_tomorrow', points: 2, observed: 3, expected: 1 }] },
      'purchase.requested',
    );
    expect(explain(foreign).sentences).toEqual(['of_tomorrow: 3; expected 1. (+2)']);
  });

  it.each([
    ['usual_place', 1, 'The account was at this place before, once.'],
    ['usual_place', 2, 'The account was at this place before, 2 times.'],
    ['known_device', 0, 'The account first used this device less than a day ago.'],
    ['known_device', 1, 'The account first used this device a day ago.'],
    ['known_device', 9, 'The account first used this device 9 days ago.'],
    ['high_value', '500 EUR', 'The amount is high: €500; the limit is €500.'],
    ['gift_card_high_value', '500 EUR', 'The gift card is worth a lot: €500; the limit is €500.'],
  ])('words %s of %s as %s', (code, observed, sentence) => {
    const told = story().act('purchase.requested', euros(5));
    const decision = decisionOf(
      { ...told, reasons: [{ code, points: 1, observed, expected: '500 EUR' }] },
      'purchase.requested',
    );
    expect(explain(decision).sentences).toEqual([`${sentence} (+1)`]);
  });

  it('says it in Hebrew, every embedded value set apart', () => {
    const login = established().act('login.succeeded', {}, { ...owner, device: 'new-phone' });
    const told = explain(decisionOf(login, 'login.succeeded', { flags: ['late'] }), shippedPolicy, 'he');
    expect(told).toMatchObject({
      language: 'he',
      headline: `נדרש אימות: \u2068login.succeeded\u2069, בציון \u2068${login.score}\u2069`,
      sentences: [
        'המכשיר חדש בחשבון הזה: מעולם לא נראה; הצפוי: מכשיר שנראה במהלך \u206830 ימים\u2069. (\u2068+5.8\u2069)',
        'החשבון כבר היה במקום הזה \u206860\u2069 פעמים. (\u2068−0.6\u2069)',
      ],
      notes: expect.arrayContaining([
        'לא ידוע (אין היסטוריה): הונאות מהרשת הזו.',
        'סימונים: הגיע באיחור.',
        'מדיניות \u2068default\u2069@\u20681\u2069.',
      ]) as string[],
      counterfactuals: [expect.objectContaining({ sentence: 'עם מכשיר מוכר הפעולה הייתה מאושרת.' })],
    });
  });
});
