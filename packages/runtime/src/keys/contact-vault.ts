import { createCipheriv, createDecipheriv, hkdfSync, type KeyObject } from 'node:crypto';
import type { ContactVault, Randomness } from '@countersign/engine';
import { openOldSeal } from './old-contact-seal.ts';
import type { KeyRing } from './key-ring.ts';
import { type SealParts, FORMAT, KEY_BYTES, NONCE_BYTES, TAG_BYTES, splitSeal } from './seal-parts.ts';

const method = 'aes-256-gcm';
const options = { authTagLength: TAG_BYTES };

/**
 * The vault on AES-256-GCM. Every record is sealed under a random key of its own, bound to its account; that key lies beside it, wrapped
 * under the contacts key that the record names. So another contacts key can take over without anybody knowing the account, and
 * what is destroyed with a record is its key, too (SEC-07).
 */
export function contactVault(keys: KeyRing, randomness: Randomness): ContactVault {
  const wrapped = (dataKey: Uint8Array): Buffer => {
    const { kid, key } = keys.current('contacts');
    const header = Buffer.from([FORMAT, kid.length, ...Buffer.from(kid, 'latin1')]);
    return Buffer.concat([header, locked(wrapKey(key), dataKey, header, randomness)]);
  };
  const unwrapped = ({ header, kid, wrap }: SealParts): Uint8Array | 'unknown_key' | 'damaged' => {
    const key = keys.find('contacts', kid);
    return key === undefined ? 'unknown_key' : (unlocked(wrapKey(key), wrap, header) ?? 'damaged');
  };
  return {
    currentKid: () => keys.current('contacts').kid,
    seal(account, plaintext) {
      const dataKey = randomness.bytes(KEY_BYTES);
      return Buffer.concat([wrapped(dataKey), locked(dataKey, plaintext, Buffer.from(account), randomness)]);
    },
    open(account, sealed) {
      const parts = splitSeal(sealed);
      if (parts === undefined) return openOldSeal(keys, account, sealed);
      const dataKey = unwrapped(parts);
      if (typeof dataKey === 'string') return { ok: false, reason: dataKey };
      const plaintext = unlocked(dataKey, parts.body, Buffer.from(account));
      return plaintext === undefined ? { ok: false, reason: 'damaged' } : { ok: true, plaintext };
    },
    rewrap(sealed) {
      const parts = splitSeal(sealed);
      if (parts === undefined || parts.kid === keys.current('contacts').kid) return undefined;
      const dataKey = unwrapped(parts);
      return typeof dataKey === 'string' ? undefined : Buffer.concat([wrapped(dataKey), parts.body]);
    },
  };
}

const wrapKeys = new WeakMap<KeyObject, Uint8Array>();

/** HKDF-SHA256 (RFC 5869), once for each contacts key. */
function wrapKey(master: KeyObject): Uint8Array {
  const known = wrapKeys.get(master);
  if (known !== undefined) return known;
  const made = new Uint8Array(hkdfSync('sha256', master, '', 'countersign|contacts|wrap|v2', KEY_BYTES));
  wrapKeys.set(master, made);
  return made;
}

/** Nonce, tag and ciphertext. */
function locked(key: Uint8Array, plaintext: Uint8Array, boundTo: Uint8Array, randomness: Randomness): Buffer {
  const nonce = randomness.bytes(NONCE_BYTES);
  const cipher = createCipheriv(method, key, nonce, options).setAAD(boundTo);
  const body = Buffer.concat([cipher.update(plaintext), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), body]);
}

function unlocked(key: Uint8Array, bytes: Buffer, boundTo: Uint8Array): Uint8Array | undefined {
  const start = NONCE_BYTES + TAG_BYTES;
  const decipher = createDecipheriv(method, key, bytes.subarray(0, NONCE_BYTES), options);
  decipher.setAAD(boundTo).setAuthTag(bytes.subarray(NONCE_BYTES, start));
  try {
    return Buffer.concat([decipher.update(bytes.subarray(start)), decipher.final()]);
  } catch {
    return undefined;
  }
}
