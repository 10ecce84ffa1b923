import type { AtlasCity, AtlasCountry } from './atlas.ts';
import type { Chance } from './chance.ts';
import { type Character, drawCharacter } from './character.ts';
import { type Device, newDevice } from './devices.ts';
import { type Line, mobileLine, officeLine, vpnLine } from './lines.ts';
import { countryOf } from './market.ts';
import { type Timeline, timeline } from './timeline.ts';

/** Where people live, and how they are online there. */
export interface Home {
  readonly country: AtlasCountry;
  readonly city: AtlasCity;
  readonly line: Line;
  readonly addressDigest: string;
}

/** A stay somewhere else. Times are epoch milliseconds. */
export interface Stay {
  readonly fromMs: number;
  readonly toMs: number;
  readonly country: AtlasCountry;
  readonly line: Line;
  readonly what: string;
}

/** Somebody with an account, alone or as one of several. */
export interface Person {
  readonly accountId: string;
  /** Which of several people on the account; undefined where one person has it. */
  readonly actorId?: string;
  readonly character: Character;
  /** When they first used the account. */
  readonly fromMs: number;
  readonly home: Timeline<Home>;
  readonly phone: Timeline<Device>;
  readonly laptop: Timeline<Device> | undefined;
  /** The household's, used by everybody. */
  readonly tablet: Timeline<Device> | undefined;
  readonly mobile: Line;
  /** At work, on workdays. */
  readonly office: Line | undefined;
  /** With the share of sessions on the laptop that go through it. */
  readonly vpn: Timeline<{ readonly line: Line; readonly share: number } | undefined>;
  readonly stays: Stay[];
  /** Cards in use, newest last. */
  readonly card: Timeline<string>;
  readonly isBusiness: boolean;
}

/** What is given of a person before the rest is drawn. */
export interface PersonPlan {
  readonly seed: number;
  readonly accountId: string;
  readonly actorId?: string;
  readonly fromMs: number;
  readonly home: Timeline<Home>;
  readonly tablet?: Timeline<Device>;
  readonly office?: Line;
  readonly isBusiness: boolean;
}

/** Draws who somebody is. */
export function drawPerson(chance: Chance, plan: PersonPlan): Person {
  const { seed, accountId, actorId, home } = plan;
  const name = actorId ?? accountId;
  const { country, city } = home.at(plan.fromMs);
  const worksInOffice = plan.office === undefined && chance.chance(0.3);
  // Twenty offices a city, so that customers are colleagues of customers.
  const ownOffice = worksInOffice ? officeLine(11, `${city.name} office ${chance.below(20)}`, city) : undefined;
  const office = plan.office ?? ownOffice;
  return {
    accountId,
    ...(actorId === undefined ? {} : { actorId }),
    character: drawCharacter(chance),
    fromMs: plan.fromMs,
    home,
    phone: timeline(newDevice(chance, 'phone')),
    laptop: plan.isBusiness || chance.chance(0.75) ? timeline(newDevice(chance, 'laptop')) : undefined,
    tablet: plan.tablet,
    mobile: mobileLine(seed, `${name} mobile`, country),
    office,
    vpn: timeline(plan.isBusiness || !chance.chance(0.06) ? undefined : drawVpn(chance, seed, name, country)),
    stays: [],
    card: timeline(`card-of-${accountId}-${chance.letters(8)}`),
    isBusiness: plan.isBusiness,
  };
}

/** Most VPN users stay near; some like the films of another country. */
export function drawVpn(chance: Chance, seed: number, name: string, country: AtlasCountry) {
  const elsewhere = countryOf(
    chance.pick(['NL', 'CH', 'SE', 'US', 'GB', 'DE'].filter((code) => code !== country.code)),
  );
  const exits = chance.weighted<readonly (readonly [AtlasCountry, number])[]>([
    [[[country, 1]], 0.4],
    [[[elsewhere, 1]], 0.3],
    [
      [
        [country, 0.7],
        [elsewhere, 0.3],
      ],
      0.3,
    ],
  ]);
  return { line: vpnLine(seed, `${name} VPN`, exits), share: chance.between(0.3, 0.95) };
}
