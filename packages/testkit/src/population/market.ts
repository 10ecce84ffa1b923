import { type AtlasCountry, atlas } from './atlas.ts';
import type { Chance } from './chance.ts';

/** A kind of goods. Prices in EUR. */
export interface Category {
  readonly name: string;
  /** Share of all purchases. */
  readonly share: number;
  readonly medianEuros: number;
  readonly lnSpread: number;
  /** How the goods come; digital ones do not. */
  readonly delivery: 'parcel' | 'grocery' | 'none';
  /** Share that is sent back. */
  readonly returned: number;
}

const goods = (
  name: string,
  share: number,
  medianEuros: number,
  lnSpread: number,
  delivery: Category['delivery'],
  returned: number,
): Category => ({ name, share, medianEuros, lnSpread, delivery, returned });

/** Medians and spreads as web shops publish them: most baskets under 60 EUR, a long tail in electronics and travel. */
export const categories: readonly Category[] = [
  goods('groceries', 30, 48, 0.45, 'grocery', 0.01),
  goods('fashion', 15, 62, 0.6, 'parcel', 0.3),
  goods('restaurant', 12, 27, 0.35, 'none', 0.005),
  goods('household', 11, 34, 0.7, 'parcel', 0.06),
  goods('books', 7, 19, 0.5, 'parcel', 0.03),
  goods('pharmacy', 7, 24, 0.5, 'parcel', 0.01),
  goods('beauty', 5, 31, 0.5, 'parcel', 0.05),
  goods('games', 5, 14, 0.7, 'none', 0.02),
  goods('sports', 4, 58, 0.7, 'parcel', 0.12),
  goods('electronics', 3.5, 85, 0.85, 'parcel', 0.1),
  goods('travel', 1.5, 190, 0.6, 'none', 0.04),
];

/** What a business buys. */
export const businessCategories: readonly Category[] = [
  goods('office-supplies', 40, 95, 0.8, 'parcel', 0.04),
  goods('software', 20, 60, 0.7, 'none', 0.01),
  goods('spare-parts', 25, 210, 0.8, 'parcel', 0.05),
  goods('catering', 15, 130, 0.5, 'none', 0),
];

/** What people buy once in years. */
export const purchasesOfYears: readonly Category[] = [
  goods('furniture', 1, 850, 0.5, 'parcel', 0.05),
  goods('electronics', 1, 1_100, 0.4, 'parcel', 0.08),
  goods('bicycles', 0.6, 900, 0.5, 'parcel', 0.03),
  goods('jewellery', 0.3, 700, 0.6, 'parcel', 0.04),
  goods('travel', 1, 1_600, 0.5, 'none', 0.05),
];

/** An amount in minor units of a currency. */
export function moneyOf(euros: number, { currency, perEuro }: Pick<AtlasCountry, 'currency' | 'perEuro'>) {
  const perUnit = withoutCents.has(currency) ? 1 : 100;
  return { minor: Math.max(1, Math.round(euros * perEuro * perUnit)), currency };
}

const withoutCents = new Set(['JPY', 'VND']);

/** Merchants are few: an account's favourites first, a long tail else. */
export function merchantOf(chance: Chance, country: AtlasCountry, category: Category, favourites: readonly number[]) {
  const number =
    chance.chance(0.75) && favourites.length > 0 ? chance.pick(favourites) : Math.floor(60 * chance.next() ** 2);
  const id = `${country.code.toLowerCase()}-${category.name}-${number}`;
  return { id, name: `${category.name} ${number}`, category: category.name, place: { country: country.code } };
}

/** The country of a code. */
export function countryOf(code: string): AtlasCountry {
  const country = atlas.find((one) => one.code === code);
  if (country === undefined) throw new Error(`The atlas has no country '${code}'.`);
  return country;
}
