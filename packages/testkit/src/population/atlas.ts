import { readFileSync } from 'node:fs';

/** A city with networks that the geo data locate in it: /24, written as their first three numbers. */
export interface AtlasCity {
  readonly name: string;
  readonly region: string;
  /** Degrees. */
  readonly latitude: number;
  readonly longitude: number;
  readonly networks: readonly string[];
}

/** A country of the generated world. Real addresses, so that the same events mean the same to every installation. */
export interface AtlasCountry {
  readonly code: string;
  readonly currency: string;
  /** What 1 EUR buys, roughly. */
  readonly perEuro: number;
  /** Hours east of Greenwich in winter. */
  readonly utcHours: number;
  /** Weight among the homes of customers; 0 where none lives. */
  readonly customers: number;
  readonly isHolidayDestination: boolean;
  readonly cities: readonly AtlasCity[];
  /** Networks that the geo data locate in the country and no better: mobile carriers and large providers. */
  readonly wideNetworks: readonly string[];
  /** IPv6 /32 of which the same is true. */
  readonly widePrefixes: readonly string[];
}

interface StoredCountry extends Omit<AtlasCountry, 'cities' | 'wideNetworks' | 'widePrefixes'> {
  readonly cities: readonly (Omit<AtlasCity, 'networks'> & { readonly networks: string })[];
  readonly wideNetworks: string;
  readonly widePrefixes: string;
}

/** The countries of the generated world; `node test/population/survey-atlas.ts` made the file. */
export const atlas: readonly AtlasCountry[] = (
  JSON.parse(readFileSync(new URL('./atlas.json', import.meta.url), 'utf8')) as readonly StoredCountry[]
).map((country) => ({
  ...country,
  cities: country.cities.map((city) => ({ ...city, networks: city.networks.split(' ') })),
  wideNetworks: country.wideNetworks.split(' '),
  widePrefixes: country.widePrefixes.split(' '),
}));

/** Countries that customers live in, with their weights. */
export const homeCountries = atlas
  .filter(({ customers }) => customers > 0)
  .map((country) => [country, country.customers] as const);
