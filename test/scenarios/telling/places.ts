import type { Geo, GeoFix } from '@countersign/engine';

/** A place where people of stories are, with a block of addresses that lies there. */
export interface StoryPlace {
  /** Without the last number of each address. */
  readonly network: string;
  readonly fix: GeoFix;
}

const at = (
  network: string,
  country: string,
  region: string,
  city: string,
  latitude: number,
  longitude: number,
): StoryPlace => ({ network, fix: { country, region, city, latitude, longitude, accuracyKm: 10 } });

/** Two homes and a café in Lisbon, towns near and far. All addresses are of blocks that the internet does not route. */
export const places = {
  home: at('192.0.2', 'PT', '11', 'Lisbon', 38.72, -9.14),
  neighbour: at('198.18.1', 'PT', '11', 'Lisbon', 38.72, -9.14),
  mobileNetwork: at('198.18.2', 'PT', '11', 'Lisbon', 38.72, -9.14),
  sintra: at('198.18.3', 'PT', '11', 'Sintra', 38.8, -9.38),
  porto: at('198.51.100', 'PT', '13', 'Porto', 41.15, -8.61),
  madrid: at('198.18.4', 'ES', 'MD', 'Madrid', 40.42, -3.7),
  lagos: at('203.0.113', 'NG', 'LA', 'Lagos', 6.45, 3.39),
  saoPaulo: at('198.18.5', 'BR', 'SP', 'São Paulo', -23.55, -46.63),
} as const satisfies Readonly<Record<string, StoryPlace>>;

const fixes = new Map(Object.values(places).map(({ network, fix }) => [network, fix]));

/** Where the addresses of stories lie. Stands in for the geo data, which changes from release to release. */
export const storyGeo: Geo = {
  lookup: (ip) => fixes.get(ip.slice(0, ip.lastIndexOf('.'))) ?? { unknown: 'not_found' },
};
