import type { DetectorWords } from '../../words/detector-words.ts';
import type { InEveryLanguage } from '../../words/languages.ts';

/** Places in words. */
export const unusualLocationWords: InEveryLanguage<DetectorWords> = {
  en: {
    signals: {
      new_country: {
        sentence: ({ observed, expected }, say) =>
          `The account was never in this country before: ${say.country(observed)}; usually ${expected === undefined ? 'elsewhere' : say.country(expected)}.`,
        without: 'a usual country',
      },
      new_region: {
        sentence: ({ observed }, say) => `The account was never in this region of ${say.country(observed)} before.`,
        without: 'a usual region',
      },
      new_city: {
        sentence: () => 'The account was never in this city before, though in its region.',
        without: 'a usual city',
      },
      new_network: {
        sentence: () => 'The account was never on this network before.',
        without: 'a usual network',
      },
      impossible_travel: {
        sentence: ({ observed, expected }, say) =>
          `Coming here from the last place would take ${say.kmPerHour(observed)}; expected at most ${say.kmPerHour(expected)}.`,
        without: 'a journey somebody can make',
      },
      usual_place: {
        sentence: ({ observed }, say) =>
          `The account was at this place before, ${say.plural(observed, { one: 'once', other: (n) => `${n} times` })}.`,
        without: 'an unusual place',
      },
    },
    features: {
      country: 'the country',
      usualCountry: 'the usual country',
      countryKnown: 'whether the country is usual',
      regionKnown: 'whether the region is usual',
      cityKnown: 'whether the city is usual',
      networkKnown: 'whether the network is usual',
      placeVisits: 'visits to this place',
      impliedSpeedKmh: 'the speed of the journey',
    },
    values: { impliedSpeedKmh: (value, say) => say.kmPerHour(value) },
  },
  he: {
    signals: {
      new_country: {
        sentence: ({ observed, expected }, say) =>
          `החשבון מעולם לא היה בארץ הזו: ${say.country(observed)}; בדרך כלל ${expected === undefined ? 'במקום אחר' : say.country(expected)}.`,
        without: 'ארץ רגילה',
      },
      new_region: {
        sentence: ({ observed }, say) => `החשבון מעולם לא היה באזור הזה (${say.country(observed)}).`,
        without: 'אזור רגיל',
      },
      new_city: {
        sentence: () => 'החשבון מעולם לא היה בעיר הזו, אם כי כבר היה באזור שלה.',
        without: 'עיר רגילה',
      },
      new_network: {
        sentence: () => 'החשבון מעולם לא היה ברשת הזו.',
        without: 'רשת רגילה',
      },
      impossible_travel: {
        sentence: ({ observed, expected }, say) =>
          `כדי להגיע לכאן מהמקום האחרון נדרשת מהירות של ${say.kmPerHour(observed)}; הצפוי: עד ${say.kmPerHour(expected)}.`,
        without: 'נסיעה אפשרית',
      },
      usual_place: {
        sentence: ({ observed }, say) =>
          `החשבון כבר היה במקום הזה ${say.plural(observed, { one: 'פעם אחת', two: 'פעמיים', other: (n) => `${n} פעמים` })}.`,
        without: 'מקום לא רגיל',
      },
    },
    features: {
      country: 'הארץ',
      usualCountry: 'הארץ הרגילה',
      countryKnown: 'האם הארץ רגילה',
      regionKnown: 'האם האזור רגיל',
      cityKnown: 'האם העיר רגילה',
      networkKnown: 'האם הרשת רגילה',
      placeVisits: 'ביקורים במקום הזה',
      impliedSpeedKmh: 'מהירות המסע',
    },
    values: { impliedSpeedKmh: (value, say) => say.kmPerHour(value) },
  },
};
