import { createSecretKey } from 'node:crypto';
import { type ContactPublicKey, contactPublicKey, currentKey } from '@countersign/runtime';
import { type KeysAt, keysOf } from './keys-list.ts';

/** The public keys of the contacts keys, the one in use first; nothing of them is secret. `nowMs`: epoch milliseconds. */
export async function contactKeySet(
  at: KeysAt,
  nowMs: number,
): Promise<{ readonly keys: readonly ContactPublicKey[] }> {
  const versions = (await keysOf('contacts', at)).contacts ?? [];
  const current = currentKey(versions, nowMs);
  const ordered = versions.toSorted((a, b) => Number(b === current) - Number(a === current));
  return { keys: ordered.map(({ kid, secret }) => contactPublicKey(kid, createSecretKey(secret))) };
}
