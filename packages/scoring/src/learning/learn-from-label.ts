import type { Label } from '@countersign/events';
import { hash32, hashHigh } from '../profile/hash.ts';
import { withDistrusted, withMark } from '../profile/known-device.ts';
import { withoutPlace } from '../profile/known-places.ts';
import type { Lesson } from '../profile/lesson.ts';
import type { Profile } from '../profile/profile.ts';
import { recordSeen, withRecord } from '../profile/recent-events.ts';
import { withStaged } from './stage.ts';

/**
 * What the truth about an event teaches. `fraud` distrusts its device, forgets its network and stays in the account's
 * memory; `legitimate` promotes what the event's challenge held back and restores its device. Without entity keys a
 * label touches the account only (DEL-21). The same label again changes nothing. `logTimeMs`: epoch milliseconds.
 */
export function learnFromLabel(profile: Profile, label: Label, logTimeMs: number): Profile {
  if (recordSeen(profile, label.id)) return profile;
  const logS = Math.floor(logTimeMs / 1000);
  const noted = { ...profile, recentRecords: withRecord(profile.recentRecords, label.id) };
  return label.label === 'fraud' ? fraud(noted, label, logS) : legitimate(noted, label, logS);
}

function fraud(profile: Profile, label: Label, logS: number): Profile {
  const high = label.keys?.device === undefined ? 0 : hashHigh(label.keys.device);
  const low = label.keys?.device === undefined ? 0 : hash32(label.keys.device);
  const network = label.keys?.network === undefined ? 0 : hash32(label.keys.network);
  const eventKey = hash32(label.eventId);
  const isTainted = (lesson: Lesson): boolean =>
    (high + low > 0 && lesson.deviceLow === low && lesson.deviceHigh === high) ||
    (network !== 0 && lesson.network === network);
  return {
    ...profile,
    frauds: profile.frauds + 1,
    fraudS: Math.max(profile.fraudS, logS),
    devices: high + low === 0 ? profile.devices : withDistrusted(profile.devices, high, low, logS),
    networks: network === 0 ? profile.networks : withoutPlace(profile.networks, network),
    staged: profile.staged.filter((lesson) => !isTainted(lesson)),
    provisional: profile.provisional.filter((p) => p.eventKey !== eventKey && !isTainted(p.lesson)),
  };
}

function legitimate(profile: Profile, label: Label, logS: number): Profile {
  const eventKey = hash32(label.eventId);
  const waiting = profile.provisional.find((p) => p.eventKey === eventKey);
  const device = label.keys?.device;
  const restored = device === undefined ? profile.devices : restoredDevices(profile, hashHigh(device), hash32(device));
  return {
    ...profile,
    devices: restored,
    provisional: waiting === undefined ? profile.provisional : profile.provisional.filter((p) => p !== waiting),
    staged:
      waiting === undefined
        ? profile.staged
        : withStaged(profile.staged, { ...waiting.lesson, firstS: logS, lastS: logS, trust: 1 }),
  };
}

function restoredDevices(profile: Profile, high: number, low: number): Profile['devices'] {
  const isDistrusted = profile.devices.some((d) => d.low === low && d.high === high && d.trust === 0);
  return isDistrusted ? withMark(profile.devices, high, low, { trust: 1 }) : profile.devices;
}
