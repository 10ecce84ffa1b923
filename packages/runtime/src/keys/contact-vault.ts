import { createCipheriv, createDecipheriv, hkdfSync, type KeyObject } from 'node:crypto';
import type { Randomness } from '@countersign/engine';
import type { KeyRing } from './key-ring.ts';

/** Why a ciphertext stays closed: `unknown_key` (rotated away), `damaged` (altered, or another account's). */
export type OpenFailure = 'unknown_key' | 'damaged';

/** What opening gives: the plaintext, or why not. */
export type Opened =
  | { readonly ok: true; readonly plaintext: Uint8Array }
  | { readonly ok: false; readonly reason: OpenFailure };

/**
 * Encrypts contacts so that only holders of the contact keys can read them, each account under a key of its own
 * (SEC-07). The subject's key is derived from the versioned master key; a key for each subject that can be destroyed
 * alone comes with erasure.
 */
export interface ContactVault {
  /** `1, length of kid, kid, 12 bytes nonce, 16 bytes tag, ciphertext`: AES-256-GCM, bound to the account. */
  seal(account: string, plaintext: Uint8Array): Uint8Array;
  open(account: string, sealed: Uint8Array): Opened;
}

const FORMAT = 1;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** The vault on AES-256-GCM with keys derived by HKDF-SHA256 (RFC 5869). */
export function contactVault(keys: KeyRing, randomness: Randomness): ContactVault {
  return {
    seal(account, plaintext) {
      const { kid, key } = keys.current('contacts');
      const header = Buffer.from([FORMAT, kid.length, ...Buffer.from(kid, 'latin1')]);
      const nonce = randomness.bytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', subjectKey(key, account), nonce, { authTagLength: TAG_BYTES });
      cipher.setAAD(boundTo(header, account));
      const body = Buffer.concat([cipher.update(plaintext), cipher.final()]);
      return Buffer.concat([header, nonce, cipher.getAuthTag(), body]);
    },
    open(account, sealed) {
      const parts = split(sealed);
      if (parts === undefined) return { ok: false, reason: 'damaged' };
      const key = keys.find('contacts', parts.kid);
      if (key === undefined) return { ok: false, reason: 'unknown_key' };
      const options = { authTagLength: TAG_BYTES };
      const decipher = createDecipheriv('aes-256-gcm', subjectKey(key, account), parts.nonce, options);
      decipher.setAAD(boundTo(parts.header, account)).setAuthTag(parts.tag);
      try {
        return { ok: true, plaintext: Buffer.concat([decipher.update(parts.body), decipher.final()]) };
      } catch {
        return { ok: false, reason: 'damaged' };
      }
    },
  };
}

function subjectKey(master: KeyObject, account: string): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', master, '', `countersign|contacts|v1|${account}`, 32));
}

function boundTo(header: Uint8Array, account: string): Uint8Array {
  return Buffer.concat([header, Buffer.from(account)]);
}

function split(sealed: Uint8Array) {
  const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
  const headerEnd = 2 + (bytes[1] ?? 0);
  const bodyStart = headerEnd + NONCE_BYTES + TAG_BYTES;
  if (bytes[0] !== FORMAT || bytes.length < bodyStart) return undefined;
  return {
    header: bytes.subarray(0, headerEnd),
    kid: bytes.toString('latin1', 2, headerEnd),
    nonce: bytes.subarray(headerEnd, headerEnd + NONCE_BYTES),
    tag: bytes.subarray(headerEnd + NONCE_BYTES, bodyStart),
    body: bytes.subarray(bodyStart),
  };
}
