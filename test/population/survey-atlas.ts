// Makes packages/testkit/src/population/atlas.json anew from the installed geo data: node test/population/survey-atlas.ts
import { writeFileSync } from 'node:fs';
import type { GeoFix } from '@countersign/engine';
import { loadGeo } from '@countersign/geoip';
import { surveyedCountries } from './surveyed-countries.ts';

const citiesPerCountry = 6;
const networksPerCity = 16;
const wideNetworks = 32;
const widePrefixes = 4;

const geo = await loadGeo();
/** Networks by `country|region|city`; what is only located in a country has no city. */
const networks = new Map<string, string[]>();
const placed = new Map<string, GeoFix>();
const prefixes = new Map<string, string[]>();

for (let network = 1 << 16; network < 224 << 16; network += 16) {
  const start = `${network >> 16}.${(network >> 8) & 255}.${network & 255}`;
  note(networks, start, geo.lookup(`${start}.77`));
}
for (const [from, to] of [
  ['2400', '240f'],
  ['2600', '2607'],
  ['2a00', '2a0f'],
] as const) {
  for (let block = Number.parseInt(from, 16); block <= Number.parseInt(to, 16); block += 1) {
    for (let part = 0; part < 65_536; part += 8) {
      const prefix = `${block.toString(16)}:${part.toString(16)}`;
      note(prefixes, prefix, geo.lookup(`${prefix}::1`));
    }
  }
}

const atlas = surveyedCountries.map((country) => {
  const cities = [...networks.keys()]
    .filter((key) => key.startsWith(`${country.code}|`) && !key.endsWith('|'))
    .toSorted((a, b) => sizeOf(b) - sizeOf(a) || (a < b ? -1 : 1))
    .slice(0, citiesPerCountry);
  return {
    ...country,
    cities: cities.map((key) => ({
      name: placed.get(key)?.city,
      region: placed.get(key)?.region,
      latitude: placed.get(key)?.latitude,
      longitude: placed.get(key)?.longitude,
      networks: spread(networks.get(key) ?? [], networksPerCity),
    })),
    wideNetworks: spread(networks.get(`${country.code}||`) ?? [], wideNetworks),
    widePrefixes: spread(prefixes.get(`${country.code}||`) ?? [], widePrefixes),
  };
});
writeFileSync(
  new URL('../../packages/testkit/src/population/atlas.json', import.meta.url),
  `${JSON.stringify(atlas, undefined, 2)}\n`,
);

function note(into: Map<string, string[]>, network: string, fix: ReturnType<typeof geo.lookup>): void {
  if ('unknown' in fix) return;
  const key = `${fix.country}|${fix.region ?? ''}|${fix.city ?? ''}`;
  const known = into.get(key);
  if (known === undefined) into.set(key, [network]);
  else known.push(network);
  if (!placed.has(key)) placed.set(key, fix);
}

function sizeOf(key: string): number {
  return networks.get(key)?.length ?? 0;
}

/** So many of them, from all over the list, so that several providers are among them. */
function spread(all: readonly string[], count: number): string {
  const step = Math.max(1, all.length / count);
  return Array.from({ length: Math.min(count, all.length) }, (_, at) => all[Math.floor(at * step)] ?? '').join(' ');
}
