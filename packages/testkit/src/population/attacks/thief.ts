import type { Context } from '@countersign/events';
import { type AtlasCountry, atlas } from '../atlas.ts';
import type { Chance } from '../chance.ts';
import { type Device, newDevice } from '../devices.ts';
import { hostIn } from '../lines.ts';
import { countryOf } from '../market.ts';
import type { Person } from '../person.ts';

/** Somebody with equipment of their own. */
export interface Thief {
  readonly device: Device;
  readonly country: AtlasCountry;
  /** Where they seem to be, in words. */
  readonly where: string;
  /** Keeps its address for the whole attack. */
  readonly ip: string;
}

export type Whereabouts = 'far away' | 'in a neighbouring country' | 'in another city' | 'in the same city';

/** A thief who sits, or lets traffic leave, at one of these places. */
export function drawThief(
  chance: Chance,
  victim: Person,
  timeMs: number,
  places: readonly (readonly [Whereabouts, number])[],
): Thief {
  const place = chance.weighted(places);
  const home = victim.home.at(timeMs);
  const country = countryAt(chance, place, home.country);
  const others = country.cities.filter(({ name }) => name !== home.city.name);
  const city = place === 'in the same city' ? home.city : chance.pick(others);
  const network =
    chance.chance(0.2) && place !== 'in the same city' ? chance.pick(country.wideNetworks) : chance.pick(city.networks);
  const kind = chance.weighted([
    ['laptop', 0.7],
    ['phone', 0.3],
  ] as const);
  return {
    device: newDevice(chance, kind),
    country,
    where: `${place} (${city.name}, ${country.code})`,
    ip: hostIn(chance, network),
  };
}

/** A third of password thieves sit far away; proxies near the victim cost little today. */
export const anywhere: readonly (readonly [Whereabouts, number])[] = [
  ['far away', 0.4],
  ['in a neighbouring country', 0.25],
  ['in another city', 0.25],
  ['in the same city', 0.1],
];

/** What the shop sees of a thief; on the victim's device id where a cookie was stolen. */
export const contextOfThief = ({ device, ip }: Thief, timeMs: number, stolenDeviceId?: string): Context => ({
  ip,
  userAgent: device.userAgentAt(timeMs),
  deviceId: stolenDeviceId ?? device.id,
  sessionId: `session-${stolenDeviceId ?? device.id}-stolen`,
  channel: 'web',
});

function countryAt(chance: Chance, place: Whereabouts, home: AtlasCountry): AtlasCountry {
  if (place === 'far away')
    return countryOf(chance.pick(['NG', 'VN', 'BR', 'RO', 'UA', 'IN'].filter((code) => code !== home.code)));
  if (place === 'in a neighbouring country')
    return chance.pick(atlas.filter(({ code, customers }) => customers > 0 && code !== home.code));
  return home;
}
