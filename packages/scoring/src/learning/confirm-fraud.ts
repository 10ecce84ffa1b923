import type { Label } from '@countersign/events';
import { hash32, hashHigh } from '../profile/hash.ts';
import { withDistrusted } from '../profile/known-device.ts';
import { withoutPlace, withoutVisits } from '../profile/known-places.ts';
import type { Lesson } from '../profile/lesson.ts';
import type { KnownPlace, Profile } from '../profile/profile.ts';
import { withoutLastDay } from './touch.ts';

/**
 * The profile after one of its events was confirmed as fraud. All visits on the event's network are taken back, from the
 * network and from the places where they counted too: a thief who came first must not stay at home there, nor make the
 * owner a stranger. What the network never taught, because the event was asked about, is not taken from the owner's places.
 */
export function confirmFraud(profile: Profile, label: Label, logS: number): Profile {
  const high = label.keys?.device === undefined ? 0 : hashHigh(label.keys.device);
  const low = label.keys?.device === undefined ? 0 : hash32(label.keys.device);
  const network = label.keys?.network === undefined ? 0 : hash32(label.keys.network);
  const eventKey = hash32(label.eventId);
  const isTainted = (lesson: Lesson): boolean =>
    (high + low > 0 && lesson.deviceLow === low && lesson.deviceHigh === high) ||
    (network !== 0 && lesson.network === network);
  const staged = profile.staged.filter((lesson) => !isTainted(lesson));
  const unlearned = visitsOf(profile.staged) - visitsOf(staged);
  const settled = withoutNetwork(profile, network, label.keys?.places ?? nowhere);
  return {
    ...settled,
    learned: Math.max(0, settled.learned - unlearned),
    frauds: profile.frauds + 1,
    fraudS: Math.max(profile.fraudS, logS),
    devices: high + low === 0 ? profile.devices : withDistrusted(profile.devices, high, low, logS),
    money: withoutLastDay(profile.money, logS),
    staged,
    provisional: profile.provisional.filter((p) => p.eventKey !== eventKey && !isTainted(p.lesson)),
  };
}

const nowhere: readonly number[] = [];

const visitsOf = (lessons: readonly Lesson[]): number => lessons.reduce((sum, { visits }) => sum + visits, 0);

function withoutNetwork(profile: Profile, network: number, [country, region, city]: readonly number[]): Profile {
  const known = profile.networks.find((place) => place.key === network);
  if (known === undefined) return profile;
  const { visits } = known;
  return {
    ...profile,
    learned: Math.max(0, profile.learned - visits),
    networks: withoutPlace(profile.networks, network),
    countries: withoutVisits(profile.countries, country, visits),
    regions: withoutVisits(profile.regions, region, visits),
    cities: withoutVisits(profile.cities, city, visits),
    lastFix: mayComeFrom(known, profile.lastFix) ? undefined : profile.lastFix,
  };
}

/** Which network a fix was taken on is not kept; on the day of the network's last visit it may have been this one. */
const mayComeFrom = (network: KnownPlace, fix: Profile['lastFix']): boolean =>
  fix !== undefined && Math.floor(fix.timeS / 86_400) === network.lastDay;
