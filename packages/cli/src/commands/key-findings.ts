import { existsSync } from 'node:fs';
import { keyLives, type KeyPurpose, keyPurposes, keyStates } from '@countersign/runtime';
import type { Finding } from './finding.ts';
import { type KeysAt, keysOf, placeOf } from './keys-list.ts';

/** A key in use for longer is worth a new one. */
const oldAfterDays = 365;
const dayMs = 86_400_000;

/** The keys that this machine can look at: whether they can be read, how old the one in use is, and what is announced. */
export async function keyFindings(at: KeysAt, nowMs: number): Promise<readonly Finding[]> {
  const found = await Promise.all(keyPurposes.map((purpose) => ofPurpose(purpose, at, nowMs)));
  return found.flat();
}

async function ofPurpose(purpose: KeyPurpose, at: KeysAt, nowMs: number): Promise<readonly Finding[]> {
  const place = placeOf(purpose, at);
  const what = `key ${purpose}`;
  if (place.kind === 'file' && !existsSync(place.path)) return []; // Not of this machine.
  try {
    const states = keyStates(purpose, (await keysOf(purpose, at))[purpose] ?? [], nowMs);
    const active = states.find(({ state }) => state === 'active');
    const pending = states.find(({ state }) => state === 'announced');
    const next =
      pending?.sinceMs === undefined
        ? ''
        : `; ${pending.kid} is announced for ${new Date(pending.sinceMs).toISOString()}`;
    const ageDays = active?.sinceMs === undefined ? undefined : Math.floor((nowMs - active.sinceMs) / dayMs);
    if (keyLives[purpose].rotates && pending === undefined && ageDays !== undefined && ageDays > oldAfterDays) {
      const says = `${active?.kid} has been in use for ${ageDays} days, and whoever copied it since can use it too; \`countersign keys rotate ${purpose}\`.`;
      return [{ what, how: 'warning', says }];
    }
    const since = ageDays === undefined ? 'in use' : `in use for ${ageDays} days`;
    return [{ what, how: 'ok', says: `${active?.kid} ${since} (${place.shown})${next}` }];
  } catch (error) {
    return [{ what, how: 'problem', says: error instanceof Error ? error.message : String(error) }];
  }
}
