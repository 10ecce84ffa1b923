import { keyLives } from './key-lives.ts';
import type { KeyPurpose } from './key-purpose.ts';
import { keyStates } from './key-states.ts';
import type { VersionedKey } from './versioned-key.ts';

/** How soon a new key may come into use: every copy has looked for new keys several times by then. */
export const leastNoticeMs = 30_000;

/** The keys after a rotation, or one sentence on why there is none. */
export type Rotated =
  | { readonly ok: true; readonly keys: readonly VersionedKey[]; readonly dropped: readonly string[] }
  | { readonly ok: false; readonly why: string };

/**
 * Announces `fresh` for `atMs`, keeps what is still needed and drops what nothing needs any more. Nothing is in use that a copy
 * could miss: until `atMs` the key before is current everywhere.
 */
export function rotateKeys(
  purpose: KeyPurpose,
  keys: readonly VersionedKey[],
  fresh: Pick<VersionedKey, 'kid' | 'secret'>,
  atMs: number,
  nowMs: number,
): Rotated {
  if (!keyLives[purpose].rotates) {
    return {
      ok: false,
      why: `The key of '${purpose}' cannot be rotated: ${keyLives[purpose].neededFor}. A new one needs an empty store, with events replayed into it.`,
    };
  }
  const states = keyStates(purpose, keys, nowMs);
  const announced = states.find(({ state }) => state === 'announced');
  if (announced !== undefined) {
    return {
      ok: false,
      why: `The key ${announced.kid} of '${purpose}' is announced for ${instant(announced.sinceMs ?? nowMs)}; rotate again after that.`,
    };
  }
  if (atMs < nowMs + leastNoticeMs) {
    return {
      ok: false,
      why: `${instant(atMs)} is too soon: every copy must have read the key before one uses it; allowed: ${instant(nowMs + leastNoticeMs)} or later.`,
    };
  }
  if (keys.some(({ kid }) => kid === fresh.kid)) {
    return { ok: false, why: `A key of '${purpose}' is called ${fresh.kid} already.` };
  }
  const dropped = states.filter(({ state }) => state === 'retired').map(({ kid }) => kid);
  const kept = keys.filter(({ kid }) => !dropped.includes(kid));
  return { ok: true, keys: [{ ...fresh, activeFromMs: atMs }, ...kept], dropped };
}

const instant = (ms: number): string => new Date(ms).toISOString();
