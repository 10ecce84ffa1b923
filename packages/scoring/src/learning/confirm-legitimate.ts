import type { Label } from '@countersign/events';
import { hash32, hashHigh } from '../profile/hash.ts';
import { recallDevice, withMark } from '../profile/known-device.ts';
import { visitsAt } from '../profile/known-places.ts';
import { type Lesson, stagedForS } from '../profile/lesson.ts';
import type { Profile } from '../profile/profile.ts';
import { withStaged } from './stage.ts';
import { withTouched } from './touch.ts';

/**
 * The profile after one of its events was confirmed as the owner's. What its challenge held back is promoted; where that is
 * no longer kept (a profile holds the last few), device and place are taught from the label's keys, as far as they are
 * still unknown. A distrusted device is restored.
 */
export function confirmLegitimate(profile: Profile, label: Label, logS: number): Profile {
  const eventKey = hash32(label.eventId);
  const waiting = profile.provisional.find((p) => p.eventKey === eventKey);
  const lesson = waiting?.lesson ?? lessonOfKeys(profile, label.keys, logS);
  const device = label.keys?.device;
  return {
    ...profile,
    devices: device === undefined ? profile.devices : restoredDevices(profile, hashHigh(device), hash32(device)),
    money: withTouched(profile.money, waiting?.lesson.touched, logS - stagedForS, logS),
    provisional: waiting === undefined ? profile.provisional : profile.provisional.filter((p) => p !== waiting),
    staged:
      lesson === undefined
        ? profile.staged
        : withStaged(profile.staged, { ...lesson, firstS: logS, lastS: logS, trust: 1, touched: undefined }),
  };
}

/** What the account does not know yet of a device and a place; undefined when it knows everything. */
function lessonOfKeys(profile: Profile, keys: Label['keys'], timeS: number): Lesson | undefined {
  if (keys?.places === undefined) return undefined; // Whoever mistyped a password is not known to be the owner.
  const [country = 0, region = 0, city = 0] = keys.places;
  const high = keys.device === undefined ? 0 : hashHigh(keys.device);
  const low = keys.device === undefined ? 0 : hash32(keys.device);
  const isKnownDevice = high + low === 0 || recallDevice(profile, high, low) !== undefined;
  const unknownAt = (level: 'country' | 'region' | 'city' | 'network', key: number): number =>
    key === 0 || visitsAt(profile, level, key) > 0 ? 0 : key;
  const lesson = {
    firstS: timeS,
    lastS: timeS,
    deviceHigh: isKnownDevice ? 0 : high,
    deviceLow: isKnownDevice ? 0 : low,
    trust: 1,
    country: unknownAt('country', country),
    region: unknownAt('region', region),
    city: unknownAt('city', city),
    network: unknownAt('network', keys.network === undefined ? 0 : hash32(keys.network)),
    fix: undefined,
    visits: 1,
    spend: undefined,
    agent: undefined,
    touched: undefined,
  } satisfies Lesson;
  const isKnown = isKnownDevice && lesson.country + lesson.region + lesson.city + lesson.network === 0;
  return isKnown ? undefined : lesson;
}

function restoredDevices(profile: Profile, high: number, low: number): Profile['devices'] {
  const isDistrusted = profile.devices.some((d) => d.low === low && d.high === high && d.trust === 0);
  return isDistrusted ? withMark(profile.devices, high, low, { trust: 1 }) : profile.devices;
}
