import { type AtlasCountry, atlas } from './atlas.ts';
import { dayMs, yearEndMs, yearStartMs } from './calendar.ts';
import type { Chance } from './chance.ts';
import { newDevice, withClearedCookies } from './devices.ts';
import type { Diary } from './diary.ts';
import { guestLine, homeLine } from './lines.ts';
import { type Home, type Person, drawVpn } from './person.ts';
import type { Timeline } from './timeline.ts';

/** Devices are replaced, cookies cleared, a VPN is tried: what one person changes. */
export function changeDevices(chance: Chance, seed: number, person: Person): void {
  for (const atMs of happens(chance, person.fromMs, 0.3)) person.phone.change(atMs, newDevice(chance, 'phone'));
  if (person.laptop === undefined) return;
  for (const atMs of happens(chance, person.fromMs, 0.15)) person.laptop.change(atMs, newDevice(chance, 'laptop'));
  for (const atMs of happens(chance, person.fromMs, 0.2)) {
    person.laptop.change(atMs, withClearedCookies(chance, person.laptop.at(atMs)));
  }
  if (person.isBusiness || person.vpn.at(yearStartMs) !== undefined) return;
  for (const atMs of happens(chance, person.fromMs, 0.03).slice(0, 1)) {
    person.vpn.change(atMs, drawVpn(chance, seed, person.accountId, person.home.at(atMs).country));
  }
}

/** The whole household moves, mostly not far. */
export function moveHouse(
  chance: Chance,
  seed: number,
  home: Timeline<Home>,
  people: readonly Person[],
  diary: Diary,
): void {
  for (const atMs of happens(chance, yearStartMs, 0.08).slice(0, 1)) {
    const { country, city } = home.at(atMs);
    const next = chance.chance(0.6) ? city : chance.pick(country.cities);
    const name = `new home in ${next.name}`;
    home.change(atMs, {
      country,
      city: next,
      line: homeLine(seed, name, country, next),
      addressDigest: `address-${seed}-${chance.letters(8)}`,
    });
    for (const accountId of accountsOf(people)) diary.changed(accountId, atMs, 'moved house', next.name);
  }
}

/** Holidays and visits. Some families go to the same place every time. */
export function travel(chance: Chance, seed: number, people: readonly Person[], diary: Diary): void {
  const [first] = people;
  if (first === undefined) return;
  const { country } = first.home.at(yearStartMs);
  const parents = chance.chance(0.3) ? chance.pick(country.cities) : undefined;
  if (parents !== undefined) {
    const line = homeLine(seed, 'parents', country, parents);
    for (const atMs of [...happens(chance, yearStartMs, 4), yearEndMs - 8 * dayMs]) {
      stay(people, {
        fromMs: atMs,
        toMs: atMs + chance.between(1.5, 5) * dayMs,
        country,
        line,
        what: `with parents in ${parents.name}`,
      });
    }
  }
  for (const atMs of happens(chance, yearStartMs, 1.3)) {
    const days = chance.between(4, 16);
    const isAbroad = chance.chance(0.45);
    const where = isAbroad ? destination(chance, country) : country;
    const city = chance.pick(where.cities);
    const what = `on holiday in ${city.name}`;
    const line = guestLine(seed, `hotel ${Math.round(atMs / dayMs)}`, where, city);
    stay(people, { fromMs: atMs, toMs: atMs + days * dayMs, country: where, line, what });
    if (!isAbroad) continue;
    for (const accountId of accountsOf(people))
      diary.changed(accountId, atMs, 'journey abroad', `${city.name}, ${where.code}`);
  }
}

const destination = (chance: Chance, home: AtlasCountry): AtlasCountry =>
  chance.pick(atlas.filter(({ code, isHolidayDestination }) => isHolidayDestination && code !== home.code));

function stay(people: readonly Person[], one: Person['stays'][number]): void {
  for (const person of people)
    if (!person.stays.some((other) => other.fromMs < one.toMs && one.fromMs < other.toMs)) person.stays.push(one);
}

const accountsOf = (people: readonly Person[]): ReadonlySet<string> =>
  new Set(people.map(({ accountId }) => accountId));

/** Times within the year of what happens so often in one, from a time on. */
function happens(chance: Chance, fromMs: number, mean: number): readonly number[] {
  const times = Array.from({ length: chance.times(mean) }, () => chance.between(yearStartMs, yearEndMs));
  return times.filter((timeMs) => timeMs > fromMs).toSorted((a, b) => a - b);
}
