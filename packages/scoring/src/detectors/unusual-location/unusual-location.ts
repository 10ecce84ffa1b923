import type { EventType } from '@countersign/events';
import { z } from 'zod';
import { type FeatureWriter, type Features, isSet, valueOf, wordOf } from '../../features/features.ts';
import type { Scene } from '../../features/scene.ts';
import { fixOf } from '../../learning/lesson-of.ts';
import { hash32 } from '../../profile/hash.ts';
import { countryOfKey, placeKeys, visitsAt } from '../../profile/known-places.ts';
import type { Profile } from '../../profile/profile.ts';
import { acts } from '../acts.ts';
import type { BuiltDetector, Detector, SlotOf } from '../detector.ts';
import { impliedSpeedKmh, lastFixOf } from './travel.ts';
import { unusualLocationWords } from './unusual-location.words.ts';

const parameters = z.strictObject({
  /** Speed above which a journey is impossible, km/h. */
  impossibleKmh: z.number().min(100).max(5_000).default(900),
  /** Visits after which a place is as usual as it gets. */
  habitVisits: z.int().min(1).max(1_000).default(5),
});
type Parameters = z.infer<typeof parameters>;

const on: readonly EventType[] = [...acts, 'account.created'];

/** A country, region, city or network that the account was never at; a journey nobody can make; a usual place. */
export const unusualLocation: Detector<Parameters> = {
  name: 'unusual-location',
  on,
  parameters,
  words: unusualLocationWords,
  features: {
    country: { kind: 'word', unit: 'ISO 3166-1', meaning: 'where the address is' },
    usualCountry: { kind: 'word', unit: 'ISO 3166-1', meaning: 'where the account was most often' },
    countryKnown: { kind: 'flag', unit: 'yes/no', meaning: 'among the last 10 countries learned' },
    regionKnown: { kind: 'flag', unit: 'yes/no', meaning: 'among the last 15 regions learned' },
    cityKnown: { kind: 'flag', unit: 'yes/no', meaning: 'among the last 20 cities learned' },
    networkKnown: { kind: 'flag', unit: 'yes/no', meaning: 'among the last 20 networks learned (IPv4 /24, IPv6 /48)' },
    placeVisits: { kind: 'number', unit: 'visits', meaning: 'learned events at the finest known level of this place' },
    impliedSpeedKmh: { kind: 'number', unit: 'km/h', meaning: 'speed of a journey from the last believed place' },
  },
  build,
};

function build(slotOf: SlotOf): BuiltDetector<Parameters> {
  const slots = {
    country: slotOf('country'),
    usualCountry: slotOf('usualCountry'),
    countryKnown: slotOf('countryKnown'),
    regionKnown: slotOf('regionKnown'),
    cityKnown: slotOf('cityKnown'),
    networkKnown: slotOf('networkKnown'),
    visits: slotOf('placeVisits'),
    speed: slotOf('impliedSpeedKmh'),
  };
  const deviceKnown = slotOf('deviceKnown');
  const isNew = (f: Features, slot: number): boolean => valueOf(f, slot) === 0;
  // A network that the account used before did not move: that it lies elsewhere now is the geographic data's opinion.
  const isElsewhere = (f: Features): boolean => !isSet(f, slots.networkKnown);
  // Only the coarsest novelty speaks: a new country is always also a new region, city and network.
  const isNewCountry = (f: Features): boolean => isNew(f, slots.countryKnown);
  const isNewRegion = (f: Features): boolean => isNew(f, slots.regionKnown) && !isNewCountry(f);
  const isNewCity = (f: Features): boolean =>
    isNew(f, slots.cityKnown) && !isNew(f, slots.regionKnown) && !isNewCountry(f);
  const isOnlyNetworkNew = (f: Features): boolean =>
    isNew(f, slots.networkKnown) && !isNewCountry(f) && !isNew(f, slots.regionKnown) && !isNew(f, slots.cityKnown);
  // How much a new network says: little in a known city, all where not even the region is known.
  const alone = (f: Features): number => (isSet(f, slots.cityKnown) ? 0.4 : isSet(f, slots.regionKnown) ? 0.7 : 1);
  return {
    extract: (scene, write) => extractPlace(scene, write, slots),
    signals: [
      {
        code: 'new_country',
        family: 'novelty',
        strength: (f) => (isNewCountry(f) && isElsewhere(f) ? 1 : 0),
        observed: (f) => wordOf(f, slots.country),
        expected: (f) => wordOf(f, slots.usualCountry),
      },
      {
        code: 'new_region',
        family: 'novelty',
        strength: (f) => (isNewRegion(f) && isElsewhere(f) ? 1 : 0),
        observed: (f) => wordOf(f, slots.country),
      },
      {
        code: 'new_city',
        family: 'novelty',
        strength: (f) => (isNewCity(f) && isElsewhere(f) ? 1 : 0),
      },
      {
        code: 'new_network',
        family: 'novelty',
        // With a known device a new network is ordinary; with no place known it is all there is to go by.
        strength: (f) => (isOnlyNetworkNew(f) ? (isSet(f, deviceKnown) ? 0.2 : 1) * alone(f) : 0),
      },
      {
        code: 'impossible_travel',
        family: 'novelty',
        // Somebody who often is in two places at once has two habits, and a VPN is one of them.
        strength: (f, p) =>
          valueOf(f, slots.speed) > p.impossibleKmh && isElsewhere(f)
            ? 1 - Math.min(1, (valueOf(f, slots.visits) || 0) / p.habitVisits)
            : 0,
        observed: (f) => Math.round(valueOf(f, slots.speed)),
        expected: (_, p) => p.impossibleKmh,
      },
      {
        code: 'usual_place',
        family: 'trust',
        strength: (f, p) => Math.min(1, (valueOf(f, slots.visits) || 0) / p.habitVisits),
        observed: (f) => valueOf(f, slots.visits),
      },
    ],
  };
}

type Slots = Readonly<
  Record<
    'country' | 'usualCountry' | 'countryKnown' | 'regionKnown' | 'cityKnown' | 'networkKnown' | 'visits' | 'speed',
    number
  >
>;

function extractPlace({ input, profile, nowS }: Scene, write: FeatureWriter, slots: Slots): void {
  const { geo, keys } = input;
  const networkVisits = extractNetwork(keys.network, profile, write, slots.networkKnown);
  if ('unknown' in geo) {
    for (const slot of [slots.country, slots.countryKnown, slots.regionKnown, slots.cityKnown, slots.speed]) {
      write.notKnown(slot, geo.unknown);
    }
    write.number(slots.visits, networkVisits);
    return;
  }
  write.word(slots.country, geo.country);
  if (!hasPlaceHistory(profile)) {
    // Where nothing was ever learned, nothing can be new.
    for (const slot of [slots.countryKnown, slots.regionKnown, slots.cityKnown, slots.speed]) {
      write.notKnown(slot, 'no_history');
    }
    write.number(slots.visits, networkVisits);
    return;
  }
  const place = placeKeys(geo);
  const usual = usualCountry(profile);
  if (usual !== undefined) write.word(slots.usualCountry, usual);
  const countryVisits = visitsAt(profile, 'country', place.country);
  const regionVisits = place.region === 0 ? 0 : visitsAt(profile, 'region', place.region);
  const cityVisits = place.city === 0 ? 0 : visitsAt(profile, 'city', place.city);
  write.flag(slots.countryKnown, countryVisits > 0);
  if (place.region === 0) write.notKnown(slots.regionKnown, 'not_found');
  else write.flag(slots.regionKnown, regionVisits > 0);
  if (place.city === 0) write.notKnown(slots.cityKnown, 'not_found');
  else write.flag(slots.cityKnown, cityVisits > 0);
  write.number(slots.visits, Math.max(networkVisits, cityVisits));
  extractSpeed(input, profile, nowS, write, slots.speed);
}

const hasPlaceHistory = (profile: Profile): boolean =>
  profile.countries.length > 0 || profile.staged.some((lesson) => lesson.country > 0);

function extractNetwork(network: string | undefined, profile: Profile, write: FeatureWriter, slot: number): number {
  if (network === undefined) {
    write.notKnown(slot, 'no_address');
    return 0;
  }
  if (profile.networks.length === 0 && !profile.staged.some((lesson) => lesson.network > 0)) {
    write.notKnown(slot, 'no_history');
    return 0;
  }
  const visits = visitsAt(profile, 'network', hash32(network));
  write.flag(slot, visits > 0);
  return visits;
}

function extractSpeed(input: Scene['input'], profile: Profile, nowS: number, write: FeatureWriter, slot: number): void {
  const here = fixOf(input.geo, nowS);
  if (here === undefined) return write.notKnown(slot, 'no_coordinates');
  const last = lastFixOf(profile);
  if (last === undefined) return write.notKnown(slot, 'no_history');
  write.number(slot, impliedSpeedKmh(last, here));
}

function usualCountry(profile: Profile): string | undefined {
  let usual = profile.countries[0];
  for (const country of profile.countries) if (usual === undefined || country.visits > usual.visits) usual = country;
  const key = usual?.key ?? profile.staged.find((lesson) => lesson.country > 0)?.country;
  return key === undefined ? undefined : countryOfKey(key);
}
