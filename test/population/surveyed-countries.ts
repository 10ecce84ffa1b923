/** What no geo data says of a country, by hand. `utcHours` is the winter time of most of its people. */
interface SurveyedCountry {
  readonly code: string;
  readonly currency: string;
  /** What 1 EUR buys, roughly: enough to price a basket. */
  readonly perEuro: number;
  readonly utcHours: number;
  /** How many of the customers live there; 0 for countries that are only travelled to, or attacked from. */
  readonly customers: number;
  readonly isHolidayDestination: boolean;
}

const lived = (code: string, currency: string, perEuro: number, utcHours: number, customers: number) => ({
  code,
  currency,
  perEuro,
  utcHours,
  customers,
  isHolidayDestination: ['AT', 'FR', 'PT', 'ES', 'IT', 'NL', 'GB', 'US', 'CH'].includes(code),
});
const travelled = (code: string, currency: string, perEuro: number, utcHours: number) => ({
  code,
  currency,
  perEuro,
  utcHours,
  customers: 0,
  isHolidayDestination: true,
});
const far = (code: string, currency: string, perEuro: number, utcHours: number) => ({
  ...travelled(code, currency, perEuro, utcHours),
  isHolidayDestination: false,
});

export const surveyedCountries: readonly SurveyedCountry[] = [
  lived('DE', 'EUR', 1, 1, 20),
  lived('AT', 'EUR', 1, 1, 6),
  lived('FR', 'EUR', 1, 1, 12),
  lived('PT', 'EUR', 1, 0, 5),
  lived('ES', 'EUR', 1, 1, 9),
  lived('IT', 'EUR', 1, 1, 9),
  lived('NL', 'EUR', 1, 1, 6),
  lived('SE', 'SEK', 11, 1, 4),
  lived('PL', 'PLN', 4.3, 1, 5),
  lived('GB', 'GBP', 0.85, 0, 10),
  lived('CH', 'CHF', 0.95, 1, 3),
  lived('US', 'USD', 1.1, -6, 14),
  lived('CA', 'CAD', 1.5, -5, 4),
  lived('AU', 'AUD', 1.65, 10, 3),
  lived('JP', 'JPY', 160, 9, 4),
  travelled('GR', 'EUR', 1, 2),
  travelled('HR', 'EUR', 1, 1),
  travelled('TR', 'TRY', 40, 3),
  far('NG', 'NGN', 1700, 1),
  far('VN', 'VND', 28_000, 7),
  far('BR', 'BRL', 6, -3),
  far('RO', 'RON', 5, 2),
  far('UA', 'UAH', 45, 2),
  far('IN', 'INR', 95, 5.5),
];
