import { hash32, hashHigh } from './hash.ts';
import { type Profile, profileLimits } from './profile.ts';

const rememberedForS = 24 * 3600;

/** Whether this event id was already scored: among the last 64 of the account, within 24 h of log time (DEL-08). */
export function seenBefore(profile: Profile, eventId: string, logTimeMs: number): boolean {
  const recent = profile.recentEvents;
  if (recent.length === 0) return false;
  const high = hashHigh(eventId);
  const low = hash32(eventId);
  const sinceS = Math.floor(logTimeMs / 1000) - rememberedForS;
  for (let i = recent.length - 3; i >= 0; i -= 3) {
    if (recent[i + 1] === low && recent[i] === high) return (recent[i + 2] ?? 0) > sinceS;
  }
  return false;
}

/** The remembered ids with one more. */
export function withEvent(recent: readonly number[], eventId: string, logS: number): readonly number[] {
  let start = Math.max(0, recent.length - 3 * (profileLimits.recentEvents - 1));
  while (start < recent.length && (recent[start + 2] ?? 0) <= logS - rememberedForS) start += 3;
  const next = start === 0 ? recent.slice() : recent.slice(start);
  next.push(hashHigh(eventId), hash32(eventId), logS);
  return next;
}

/** Whether an outcome or label was already applied: among the last 16 of the account. */
export function recordSeen(profile: Profile, id: string): boolean {
  const high = hashHigh(id);
  const low = hash32(id);
  const recent = profile.recentRecords;
  for (let i = 0; i < recent.length; i += 2) if (recent[i + 1] === low && recent[i] === high) return true;
  return false;
}

/** The applied records with one more. */
export const withRecord = (recent: readonly number[], id: string): readonly number[] => [
  ...recent.slice(Math.max(0, recent.length - 2 * (profileLimits.recentRecords - 1))),
  hashHigh(id),
  hash32(id),
];
