import { describe, expect, it } from 'vitest';
import { detectors, features, signals } from '../detectors/registry.ts';
import { catalogueIn } from './catalogue.ts';
import type { DetectorWords } from './detector-words.ts';
import { frames } from './frames.ts';
import { languageCodes, languages } from './languages.ts';
import { speechIn } from './speech.ts';

const hebrewLetters = /[\u0590-\u05ff]/;

describe('the catalogue', () => {
  it.each(languageCodes.flatMap((code) => detectors.map((one) => [code, one.name, one.words[code], one] as const)))(
    'has in %s exactly the words of %s',
    (_, __, words: DetectorWords, detector) => {
      const codes = detector.bind({}, () => 0).signals.map((signal) => signal.code);
      expect(Object.keys(words.signals).toSorted()).toEqual(codes.toSorted());
      expect(Object.keys(words.features).toSorted()).toEqual(Object.keys(detector.features).toSorted());
      for (const name of Object.keys(words.values ?? {})) expect(Object.keys(detector.features)).toContain(name);
    },
  );

  it.each(languageCodes)('words every code in %s, whatever was recorded, with a full stop and no hole', (language) => {
    const { signals: words } = catalogueIn(language);
    const say = speechIn(language);
    for (const { code } of signals) {
      for (const value of [undefined, 0, 1, 2, 5, 11.25, 'never seen', '500 EUR', 'BR']) {
        const sentence = words[code]!.sentence({ observed: value, expected: value, feature: () => value }, say);
        expect(sentence).toMatch(/\.$/);
        expect(sentence).not.toMatch(/undefined|NaN|null|\[object/);
      }
      expect(words[code]!.without).not.toBe('');
    }
  });

  it('is in the letters of its language', () => {
    const { signals: hebrew, features: phrases } = catalogueIn('he');
    const say = speechIn('he');
    for (const { sentence, without } of Object.values(hebrew)) {
      const told = sentence({ observed: 3, expected: 1, feature: () => 2 }, say);
      expect(told).toMatch(hebrewLetters);
      expect(without).toMatch(hebrewLetters);
      expect(told, 'no English word is left').not.toMatch(/[A-Za-z]{2,}/);
    }
    for (const phrase of Object.values(phrases)) expect(phrase).toMatch(hebrewLetters);
    for (const word of Object.values({ ...frames.he.flags, ...frames.he.effects, ...frames.he.unknownReasons }))
      expect(word).toMatch(hebrewLetters);
  });

  it.each(languageCodes)(
    'has in %s a phrase for every feature, and for everything that is degraded or a lever',
    (language) => {
      const phrases = catalogueIn(language).features;
      for (const { name } of features) expect(phrases[name], name).toBeTruthy();
      for (const table of ['degraded', 'levers'] as const) {
        expect(Object.keys(frames[language][table]).toSorted()).toEqual(Object.keys(frames.en[table]).toSorted());
      }
    },
  );
});

describe('a speech', () => {
  it.each([
    ['en', '€1,420.50', '1,200 km/h', '9 days', 'Brazil', 'a, b, and c', 'Mar 1, 2026, 9:05 AM'],
    ['he', '‏1,420.50 ‏€', '1,200 קמ״ש', '9 ימים', 'ברזיל', 'a, b ו-c', '1 במרץ 2026, 9:05'],
  ] as const)('writes values as %s does', (language, money, speed, days, country, list, moment) => {
    const say = speechIn(language);
    const bare = (text: string): string => text.replaceAll(/[\u2066-\u2069]/g, '').replaceAll(/[\u00a0\u202f]/g, ' ');
    expect(bare(say.money('1420.5 EUR'))).toBe(money);
    expect(bare(say.kmPerHour(1_200.4))).toBe(speed);
    expect(bare(say.days(9))).toBe(days);
    expect(bare(say.country('BR'))).toBe(country);
    expect(bare(say.list(['a', 'b', 'c']))).toBe(list);
    expect(bare(say.moment('2026-03-01T09:05:00Z'))).toBe(moment);
  });

  it('sets every value apart from a text that runs the other way, and none where both run alike', () => {
    for (const written of [(say = speechIn('he')) => say.number(3), (say = speechIn('he')) => say.text('BR')]) {
      expect(written()).toMatch(/^\u2068.*\u2069$/);
      expect(written(speechIn('en'))).not.toMatch(/[\u2066-\u2069]/);
    }
    expect(languages.he.direction).toBe('rtl');
  });

  it('has the dual of Hebrew', () => {
    const forms = { one: 'פעם אחת', two: 'פעמיים', other: (n: string) => `${n} פעמים` };
    const say = speechIn('he');
    expect([1, 2, 20].map((n) => say.plural(n, forms))).toEqual(['פעם אחת', 'פעמיים', '\u206820\u2069 פעמים']);
  });

  it('shows a value of an unexpected kind as it is', () => {
    const say = speechIn('en');
    expect([say.number('some'), say.money('lots'), say.country('Europe'), say.days(undefined)]).toEqual([
      'some',
      'lots',
      'Europe',
      '?',
    ]);
  });
});
