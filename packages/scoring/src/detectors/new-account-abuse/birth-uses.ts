import type { EntityUse, EventKeys } from '../../scoring-input.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** Where accounts are opened from, and the name that the detector knows each set by. */
export const birthPlaces = [
  { kind: 'device', name: 'deviceBirths', bucketMs: dayMs, windowMs: 30 * dayMs },
  { kind: 'instrument', name: 'instrumentBirths', bucketMs: dayMs, windowMs: 30 * dayMs },
  { kind: 'address', name: 'addressBirths', bucketMs: dayMs, windowMs: 30 * dayMs },
  { kind: 'ip', name: 'ipBirths', bucketMs: 3 * hourMs, windowMs: dayMs },
] as const;

/** Accounts that were opened with the device, card and postal address in 30 days, and from the IP address in one. */
export const birthUses = (keys: EventKeys): readonly EntityUse[] =>
  birthPlaces.flatMap(({ kind, name, bucketMs, windowMs }) => {
    const key = keys[kind];
    const set = { id: `${kind}:${key}:births`, bucketMs, windowMs };
    return key === undefined ? [] : [{ name, set, member: keys.account }];
  });
