import { dayMs, yearEndMs, yearStartMs } from './calendar.ts';
import { type Chance, chanceOf } from './chance.ts';
import { changeDevices, moveHouse, travel } from './changes.ts';
import { newDevice } from './devices.ts';
import { type Diary, createDiary } from './diary.ts';
import { runErrands } from './errands.ts';
import { firstUses } from './first-uses.ts';
import type { Customer, Life } from './happening.ts';
import { homeCountries } from './atlas.ts';
import { homeLine, officeLine } from './lines.ts';
import { type Home, type Person, drawPerson } from './person.ts';
import { type Session, contextOf, sessionsOf } from './sessions.ts';
import { shoppingOf } from './shopping.ts';
import { signIn } from './signing-in.ts';
import { type Timeline, timeline } from './timeline.ts';

/** The people of one seed, and the diary they write. */
export interface Household {
  readonly people: readonly Person[];
  readonly diary: Diary;
}

/**
 * A year of one household or small business, drawn from a seed: the same seed always tells the same year. `name` keeps
 * several households of one seed apart.
 */
export function lifeOf(seed: number, name = 'customer'): Life {
  const { people, diary } = liveAYear(seed, name, yearEndMs);
  const happenings = diary.happenings.toSorted((a, b) => a.timeMs - b.timeMs);
  const changes = [...diary.changes, ...firstUses(happenings)].toSorted((a, b) => a.atMs - b.atMs);
  return { seed, customers: portraitsOf(people), happenings, changes };
}

/**
 * The same with its people, for whoever wants to rob them; nothing is written down from `untilMs` on. `established`:
 * everybody was a customer before the year began.
 */
export function liveAYear(seed: number, name: string, untilMs: number, established = false): Household {
  const chance = chanceOf(seed, name);
  const diary = createDiary(`${name}-${seed}`, yearStartMs, untilMs);
  const country = chance.weighted(homeCountries);
  const city = chance.weighted(country.cities.map((one, at) => [one, 1 / (1 + at / 3)] as const));
  const home = timeline<Home>({
    country,
    city,
    line: homeLine(seed, `${name} home in ${city.name}`, country, city),
    addressDigest: `address-${seed}-${chance.letters(8)}`,
  });
  const people = chance.chance(0.06)
    ? business(chance, seed, name, home)
    : household(chance, seed, name, home, established ? 0 : 0.25);
  travel(chance, seed, people, diary);
  moveHouse(chance, seed, home, people, diary);
  for (const person of people) live(seed, person, diary);
  return { people, diary };
}

/** One account a person, and maybe a tablet for all. */
function household(chance: Chance, seed: number, name: string, home: Timeline<Home>, opens: number): readonly Person[] {
  const size = chance.weighted([
    [1, 0.5],
    [2, 0.35],
    [3, 0.15],
  ] as const);
  const tablet = size > 1 && chance.chance(0.5) ? { tablet: timeline(newDevice(chance, 'tablet')) } : {};
  return Array.from({ length: size }, (_, at) =>
    drawPerson(chance, {
      seed,
      accountId: `${name}-${seed}-${'abc'[at] ?? 'z'}`,
      // Some open the account during the year; the others were customers before.
      fromMs: yearStartMs + (chance.chance(opens) ? chance.between(0, 300 * dayMs) : -dayMs),
      home,
      ...tablet,
      isBusiness: false,
    }),
  );
}

/** One account for all, an office, and now and then somebody new. */
function business(chance: Chance, seed: number, name: string, home: Timeline<Home>): readonly Person[] {
  const accountId = `${name}-${seed}-ltd`;
  const office = officeLine(seed, `${name} office`, home.at(yearStartMs).city);
  return Array.from({ length: 3 + chance.below(4) }, (_, at) => {
    const fromMs = yearStartMs + (at > 0 && chance.chance(0.2) ? chance.between(30, 330) * dayMs : -dayMs);
    const actorId = `${accountId}-colleague-${at}`;
    return drawPerson(chance, { seed, accountId, actorId, fromMs, home, office, isBusiness: true });
  });
}

function live(seed: number, person: Person, diary: Diary): void {
  const name = person.actorId ?? person.accountId;
  changeDevices(chanceOf(seed, name, 'changes'), seed, person);
  const chance = chanceOf(seed, name, 'life');
  const shopping = shoppingOf(chanceOf(seed, name, 'shopping'), person, diary);
  if (person.fromMs >= yearStartMs && !person.isBusiness) {
    openAccount(person, diary);
    // Most accounts are opened at the till.
    if (chance.chance(0.7)) shopping.buy(firstSession(person), person.fromMs + chance.between(1, 10) * 60_000);
  }
  const sessions = sessionsOf(seed, person);
  const viaVpn = sessions.find(({ isVpn }) => isVpn);
  if (viaVpn !== undefined) diary.changed(person.accountId, viaVpn.timeMs, 'began to use a VPN', viaVpn.where);
  for (const session of sessions) {
    const typesPassword = chance.chance(person.character.typesPassword);
    let atMs = typesPassword ? signIn(chance, person, diary, session) : session.timeMs;
    if (!chance.chance(person.character.purchasesPerSession)) continue;
    for (let basket = 1 + (chance.chance(0.12) ? 1 : 0); basket > 0; basket -= 1) {
      shopping.buy(session, atMs);
      atMs += chance.between(2, 15) * 60_000;
    }
    if (chance.chance(0.007)) shopping.buyForYears(session, atMs);
  }
  runErrands(chanceOf(seed, name, 'errands'), person, diary);
}

/** At home, on the phone. */
function firstSession(person: Person): Session {
  const { fromMs } = person;
  const device = person.phone.at(fromMs);
  const { line, country } = person.home.at(fromMs);
  return {
    timeMs: fromMs,
    device,
    country,
    context: contextOf(person, device, line, fromMs),
    isVpn: false,
    where: `phone, ${line.name}`,
  };
}

function openAccount(person: Person, diary: Diary): void {
  const { accountId, fromMs, home, card } = person;
  const { context, where } = firstSession(person);
  const { country, city, addressDigest } = home.at(fromMs);
  const instrument = { digest: card.at(fromMs), kind: 'card' as const };
  const address = { country: country.code, city: city.name, addressDigest };
  diary.note(accountId, fromMs, 'account.created', { context, instrument, address }, `opens the account (${where})`);
  diary.changed(accountId, fromMs, 'opened an account', where);
}

function portraitsOf(people: readonly Person[]): readonly Customer[] {
  const byAccount = new Map<string, Customer>();
  for (const { accountId, character, isBusiness, vpn, office, home } of people) {
    const { city, country } = home.at(yearStartMs);
    const traits = [
      isBusiness ? 'a business' : 'a customer',
      `in ${city.name}, ${country.code}`,
      `${character.sessionsPerWeek.toFixed(1)} sessions a week`,
      ...(vpn.at(yearStartMs) === undefined ? [] : ['behind a VPN']),
      ...(office === undefined ? [] : ['shops at work too']),
    ];
    if (!byAccount.has(accountId))
      byAccount.set(accountId, { accountId, channel: character.channel, portrait: traits.join(', ') });
  }
  return [...byAccount.values()];
}
