import type { AtlasCity, AtlasCountry } from './atlas.ts';
import { dayMs, hourMs } from './calendar.ts';
import { type Chance, chanceOf } from './chance.ts';

/** A way into the internet, and the address it shows at a time. */
export interface Line {
  readonly name: string;
  addressAt(timeMs: number): string;
}

/** Draws the line of a home: most change their address seldom, some every day, some speak IPv6, which nobody locates well. */
export function homeLine(seed: number, name: string, country: AtlasCountry, city: AtlasCity): Line {
  const chance = chanceOf(seed, name, 'home line');
  const pool = providerPool(chance, country, city);
  const v4 = leased(
    seed,
    name,
    pool,
    chance.weighted([
      [90 * dayMs, 0.5],
      [20 * dayMs, 0.25],
      [dayMs, 0.25],
    ] as const),
  );
  if (country.widePrefixes[0] === '' || chance.chance(0.6)) return v4;
  const prefix = chance.pick(country.widePrefixes);
  const v6 = delegated(
    seed,
    name,
    prefix,
    chance.weighted([
      [400 * dayMs, 0.6],
      [30 * dayMs, 0.3],
      [dayMs, 0.1],
    ] as const),
  );
  // Devices prefer IPv6 and fall back where a service or a moment has none.
  const share = chance.weighted([
    [1, 0.5],
    [0.8, 0.5],
  ] as const);
  const each = chanceOf(seed, name, 'family');
  return { name: `${name} (IPv6)`, addressAt: (timeMs) => (each.chance(share) ? v6 : v4).addressAt(timeMs) };
}

/** A mobile carrier's shared addresses: another every few hours, located in the country or in any of its cities. */
export function mobileLine(seed: number, name: string, country: AtlasCountry): Line {
  const chance = chanceOf(country.utcHours, country.code, 'carriers', chanceOf(seed, name, 'carrier').below(3));
  const gateways = Array.from({ length: 12 }, () =>
    chance.chance(0.6) ? chance.pick(country.wideNetworks) : chance.pick(chance.pick(country.cities).networks),
  );
  return leased(
    seed,
    name,
    gateways,
    chance.weighted([
      [2 * hourMs, 1],
      [5 * hourMs, 1],
      [12 * hourMs, 1],
    ] as const),
  );
}

/** An office: one fixed address, with a second provider behind it now and then. */
export function officeLine(seed: number, name: string, city: AtlasCity): Line {
  const chance = chanceOf(seed, name, 'office');
  const first = hostIn(chance, chance.pick(city.networks));
  const second = hostIn(chance, chance.pick(city.networks));
  const day = (timeMs: number): number => Math.floor(timeMs / dayMs);
  return { name, addressAt: (timeMs) => (chanceOf(seed, name, day(timeMs)).chance(0.03) ? second : first) };
}

/** A guest's network in a hotel, café or at friends'. */
export const guestLine = (seed: number, name: string, country: AtlasCountry, city: AtlasCity): Line =>
  leased(seed, name, providerPool(chanceOf(seed, name, 'guest'), country, city).slice(0, 2), 3 * dayMs);

/** A VPN with a few servers in each of the countries that its user picks; another server with every connection. */
export function vpnLine(seed: number, name: string, exits: readonly (readonly [AtlasCountry, number])[]): Line {
  const chance = chanceOf(seed, name, 'vpn');
  const servers = exits.map(([country, weight]) => {
    const shared = chanceOf(7, 'vpn provider', country.code);
    return [
      Array.from({ length: 4 }, () => shared.pick(country.cities[0]?.networks ?? country.wideNetworks)),
      weight,
    ] as const;
  });
  return { name, addressAt: () => hostIn(chance, chance.pick(chance.weighted(servers))) };
}

/** Networks that a provider hands out in a city; some of them the geo data locate elsewhere, or only in the country. */
function providerPool(chance: Chance, country: AtlasCountry, city: AtlasCity): readonly string[] {
  const pool = Array.from({ length: 5 }, () => chance.pick(city.networks));
  if (chance.chance(0.3)) pool.push(chance.pick(country.wideNetworks));
  if (chance.chance(0.2)) pool.push(chance.pick(chance.pick(country.cities).networks));
  return pool;
}

/** An address of the pool for so long, then another one. */
function leased(seed: number, name: string, pool: readonly string[], leaseMs: number): Line {
  const shiftMs = chanceOf(seed, name, 'lease').between(0, leaseMs);
  let lease = -1;
  let address = '';
  return {
    name,
    addressAt(timeMs) {
      const current = Math.floor((timeMs + shiftMs) / leaseMs);
      if (current !== lease) {
        lease = current;
        const chance = chanceOf(seed, name, current);
        address = hostIn(chance, chance.pick(pool));
      }
      return address;
    },
  };
}

/** A delegated /56, and privacy addresses in it that change every day (RFC 8981). */
function delegated(seed: number, name: string, prefix: string, leaseMs: number): Line {
  return {
    name,
    addressAt(timeMs) {
      const site = chanceOf(seed, name, 'site', Math.floor(timeMs / leaseMs));
      const day = chanceOf(seed, name, 'day', Math.floor(timeMs / dayMs));
      const group = (from: Chance): string => from.below(65_536).toString(16);
      return `${prefix}:${group(site)}:${group(site)}:${group(day)}:${group(day)}:${group(day)}:${group(day)}`;
    },
  };
}

/** Some host of a /24. */
export const hostIn = (chance: Chance, network: string): string => `${network}.${1 + chance.below(254)}`;
