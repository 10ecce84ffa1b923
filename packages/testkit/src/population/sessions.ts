import type { Context } from '@countersign/events';
import type { AtlasCountry } from './atlas.ts';
import { dayMs, hourMs, isWorkday, leisureHours, seasonOf, utcHoursOf, workHours, yearEndMs } from './calendar.ts';
import { type Chance, chanceOf } from './chance.ts';
import type { Device } from './devices.ts';
import type { Line } from './lines.ts';
import type { Person, Stay } from './person.ts';

/** Somebody opens the shop. */
export interface Session {
  readonly timeMs: number;
  readonly device: Device;
  readonly country: AtlasCountry;
  readonly context: Context;
  readonly isVpn: boolean;
  /** Which device and line, in words. */
  readonly where: string;
}

/** Every time that somebody opens the shop in the year, in order. */
export function sessionsOf(seed: number, person: Person): readonly Session[] {
  const chance = chanceOf(seed, person.actorId ?? person.accountId, 'sessions');
  const sessions: Session[] = [];
  for (let dayStartMs = Math.floor(person.fromMs / dayMs) * dayMs; dayStartMs < yearEndMs; dayStartMs += dayMs) {
    const country = (stayAt(person, dayStartMs + dayMs / 2) ?? person.home.at(dayStartMs)).country;
    const utcHours = utcHoursOf(country, dayStartMs);
    const isFree = !isWorkday(dayStartMs, utcHours);
    if (person.isBusiness && isFree) continue;
    const perDay = (person.character.sessionsPerWeek / (person.isBusiness ? 5 : 7)) * seasonOf(dayStartMs);
    const ofDay = Array.from({ length: chance.times(perDay) }, () => timeOfDay(chance, person) - utcHours * hourMs);
    for (const offsetMs of ofDay.toSorted((a, b) => a - b)) {
      const timeMs = dayStartMs + offsetMs;
      if (timeMs > person.fromMs + hourMs) sessions.push(sessionAt(chance, person, timeMs));
    }
  }
  return sessions.toSorted((a, b) => a.timeMs - b.timeMs);
}

/** A session somewhere, on something. */
export function sessionAt(chance: Chance, person: Person, timeMs: number): Session {
  const stay = stayAt(person, timeMs);
  const home = person.home.at(timeMs);
  const device = deviceAt(chance, person, timeMs, stay);
  const line = lineAt(chance, person, timeMs, device, stay);
  return {
    timeMs,
    device,
    country: (stay ?? home).country,
    context: contextOf(person, device, line, timeMs),
    isVpn: line === person.vpn.at(timeMs)?.line,
    where: `${device.kind}, ${line.name}${stay === undefined ? '' : `, ${stay.what}`}`,
  };
}

/** What the shop sees of somebody on a device and a line. */
export const contextOf = (person: Person, device: Device, line: Line, timeMs: number): Context => ({
  ip: line.addressAt(timeMs),
  userAgent: device.userAgentAt(timeMs),
  deviceId: device.id,
  sessionId: `session-${device.id}-${Math.floor(timeMs / (14 * dayMs))}`,
  channel: device.channel,
  ...(person.actorId === undefined ? {} : { actorId: person.actorId }),
});

const stayAt = (person: Person, timeMs: number): Stay | undefined =>
  person.stays.find(({ fromMs, toMs }) => timeMs >= fromMs && timeMs < toMs);

/** Milliseconds after local midnight. */
function timeOfDay(chance: Chance, { isBusiness, character }: Person): number {
  const hours = isBusiness ? workHours : leisureHours;
  const hour =
    chance.weighted(hours.map((weight, at) => [at, weight] as const)) + (isBusiness ? 0 : character.lateHours);
  return ((((hour + chance.next()) % 24) + 24) % 24) * hourMs;
}

function deviceAt(chance: Chance, person: Person, timeMs: number, stay: Stay | undefined): Device {
  const { phone, laptop, tablet, character } = person;
  if (tablet !== undefined && stay === undefined && chance.chance(0.25)) return tablet.at(timeMs);
  // Few take the laptop on holiday.
  const onPhone = stay === undefined ? character.phoneShare : 0.85;
  return laptop === undefined || chance.chance(onPhone) ? phone.at(timeMs) : laptop.at(timeMs);
}

function lineAt(chance: Chance, person: Person, timeMs: number, device: Device, stay: Stay | undefined): Line {
  // Roaming is routed home: the address stays the carrier's own.
  if (device.kind === 'phone' && chance.chance(person.character.mobileShare)) return person.mobile;
  const vpn = person.vpn.at(timeMs);
  if (vpn !== undefined && device.kind === 'laptop' && chance.chance(vpn.share)) return vpn.line;
  if (stay !== undefined) return stay.line;
  const { country, line } = person.home.at(timeMs);
  const utcHours = utcHoursOf(country, timeMs);
  const hour = new Date(timeMs + utcHours * hourMs).getUTCHours();
  const isAtWork = isWorkday(timeMs, utcHours) && hour >= 8 && hour < 18 && device.kind !== 'tablet';
  return person.office !== undefined && isAtWork && chance.chance(0.8) ? person.office : line;
}
