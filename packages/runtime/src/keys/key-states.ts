import { keyLives } from './key-lives.ts';
import type { KeyPurpose } from './key-purpose.ts';
import { currentKey, replacedAtMs } from './key-times.ts';
import type { VersionedKey } from './versioned-key.ts';

/**
 * Where a key stands: `announced` (every copy may have it, nobody uses it yet), `active` (for what is made now), `old` (opens
 * what it made, until `untilMs`), `retired` (nothing needs it any more).
 */
export interface KeyState {
  readonly kid: string;
  readonly state: 'announced' | 'active' | 'old' | 'retired';
  /** Since when it is used, or will be; undefined where nobody wrote it down. Epoch milliseconds. */
  readonly sinceMs: number | undefined;
  /** Of an old one: until when something needs it. Infinity: for ever, or nobody knows since when it is old. */
  readonly untilMs: number | undefined;
}

/** The state of every key of a purpose at a moment, in the order given. */
export function keyStates(purpose: KeyPurpose, keys: readonly VersionedKey[], nowMs: number): readonly KeyState[] {
  const current = currentKey(keys, nowMs)?.kid;
  return keys.map(({ kid, activeFromMs: sinceMs }): KeyState => {
    if (kid === current) return { kid, state: 'active', sinceMs, untilMs: undefined };
    if (sinceMs !== undefined && sinceMs > nowMs) return { kid, state: 'announced', sinceMs, untilMs: undefined };
    const replacedMs = replacedAtMs(keys, kid, nowMs);
    const isKnown = replacedMs !== undefined && Number.isFinite(replacedMs);
    const untilMs = isKnown ? replacedMs + keyLives[purpose].neededMs : Infinity;
    return { kid, state: untilMs <= nowMs ? 'retired' : 'old', sinceMs, untilMs };
  });
}
