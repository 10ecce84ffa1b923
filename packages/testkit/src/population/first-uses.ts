import type { Happening, RealChange } from './happening.ts';

/**
 * The first time that an account is used on each device but its very first: a new phone, cleared cookies, a colleague's
 * laptop. Whatever the reason, nobody but the owner can know that the device is theirs. `happenings`: in order of time.
 */
export function firstUses(happenings: readonly Happening[]): readonly RealChange[] {
  const devicesOf = new Map<string, Set<string>>();
  const changes: RealChange[] = [];
  for (const { accountId, timeMs, data, type } of happenings) {
    const device = 'context' in data ? data.context?.deviceId : undefined;
    // Whoever only mistyped a password was not in yet.
    if (device === undefined || type === 'login.failed') continue;
    const devices = devicesOf.get(accountId) ?? new Set();
    devicesOf.set(accountId, devices);
    if (devices.has(device)) continue;
    if (devices.size > 0) changes.push({ accountId, atMs: timeMs, kind: 'new device', what: device });
    devices.add(device);
  }
  return changes;
}
