import type { Lesson } from './lesson.ts';
import { type ShownAgents, agentsOf, noAgents, withAgents } from './shown-agents.ts';
import { type KnownDevice, type Profile, type Trust, profileLimits } from './profile.ts';

/** What an account knows about one device, settled and staged together. Epoch seconds. */
export interface DeviceMemory {
  readonly firstS: number;
  readonly lastS: number;
  readonly visits: number;
  readonly trust: Trust;
  readonly sharedS: number;
  readonly shown: ShownAgents;
}

/** Looks a device up by its 64-bit hash; undefined when the account never learned it. */
export function recallDevice(profile: Profile, high: number, low: number): DeviceMemory | undefined {
  let memory: DeviceMemory | undefined = settledDevice(profile.devices, high, low);
  for (const lesson of profile.staged) {
    if (lesson.deviceLow === low && lesson.deviceHigh === high) memory = withStaged(memory, lesson);
  }
  return memory;
}

/** When the account was last used on any device it knows, epoch seconds; 0 never. */
export function usedLast({ devices, staged }: Profile): number {
  let lastS = 0;
  for (const device of devices) lastS = Math.max(lastS, device.lastS);
  for (const lesson of staged) if (lesson.deviceHigh + lesson.deviceLow > 0) lastS = Math.max(lastS, lesson.lastS);
  return lastS;
}

function withStaged(memory: DeviceMemory | undefined, lesson: Lesson): DeviceMemory {
  if (memory === undefined) return { ...deviceOf(lesson) };
  return {
    firstS: Math.min(memory.firstS, lesson.firstS),
    lastS: Math.max(memory.lastS, lesson.lastS),
    visits: memory.visits + lesson.visits,
    trust: raisedTrust(memory.trust, lesson.trust),
    sharedS: memory.sharedS,
    shown: withAgents(memory.shown, agentsOf(lesson.agent)),
  };
}

/** A distrusted device regains trust only by proof, never by being seen again. */
function raisedTrust(before: Trust, lesson: Trust): Trust {
  if (before === 0 && lesson < 2) return 0;
  return lesson > before ? lesson : before;
}

/** The devices after a lesson has settled. Above the limit the longest unseen unproved one goes first. */
export function withDevice(devices: readonly KnownDevice[], lesson: Lesson): readonly KnownDevice[] {
  if (lesson.deviceHigh + lesson.deviceLow === 0) return devices;
  const index = devices.findIndex((d) => d.low === lesson.deviceLow && d.high === lesson.deviceHigh);
  const before = devices[index];
  if (before === undefined) return withoutSurplus([...devices, deviceOf(lesson)]);
  const next = devices.slice();
  next[index] = {
    ...before,
    firstS: Math.min(before.firstS, lesson.firstS),
    lastS: Math.max(before.lastS, lesson.lastS),
    visits: Math.min(visitCap, before.visits + lesson.visits),
    trust: raisedTrust(before.trust, lesson.trust),
    shown: withAgents(before.shown, agentsOf(lesson.agent)),
  };
  return next;
}

/** The devices with one of them set to a trust or marked as shared; unchanged when it is not among them. */
export function withMark(
  devices: readonly KnownDevice[],
  high: number,
  low: number,
  mark: Partial<Pick<KnownDevice, 'trust' | 'sharedS'>>,
): readonly KnownDevice[] {
  if (settledDevice(devices, high, low) === undefined) return devices;
  return devices.map((d) => (d.low === low && d.high === high ? { ...d, ...mark } : d));
}

/** The devices with this one known and distrusted, whether or not it was known before. */
export function withDistrusted(
  devices: readonly KnownDevice[],
  high: number,
  low: number,
  timeS: number,
): readonly KnownDevice[] {
  if (settledDevice(devices, high, low) !== undefined) return withMark(devices, high, low, { trust: 0 });
  const device: KnownDevice = {
    high,
    low,
    firstS: timeS,
    lastS: timeS,
    visits: 0,
    trust: 0,
    sharedS: 0,
    shown: noAgents,
  };
  return withoutSurplus([...devices, device]);
}

const visitCap = 60_000;

function settledDevice(devices: readonly KnownDevice[], high: number, low: number): KnownDevice | undefined {
  for (const device of devices) if (device.low === low && device.high === high) return device;
  return undefined;
}

const deviceOf = (lesson: Lesson): KnownDevice => ({
  high: lesson.deviceHigh,
  low: lesson.deviceLow,
  firstS: lesson.firstS,
  lastS: lesson.lastS,
  visits: Math.min(visitCap, lesson.visits),
  trust: lesson.trust,
  sharedS: 0,
  shown: agentsOf(lesson.agent),
});

function withoutSurplus(devices: readonly KnownDevice[]): readonly KnownDevice[] {
  if (devices.length <= profileLimits.devices) return devices;
  const worth = (d: KnownDevice): number => (d.trust > 1 ? 1e11 : 0) + d.lastS;
  const least = devices.reduce((a, b) => (worth(b) < worth(a) ? b : a));
  return devices.filter((d) => d !== least);
}
