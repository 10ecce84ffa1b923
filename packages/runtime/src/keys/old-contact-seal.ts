import { createDecipheriv, hkdfSync, type KeyObject } from 'node:crypto';
import type { ContactVault } from '@countersign/engine';
import type { KeyRing } from './key-ring.ts';
import { NONCE_BYTES, TAG_BYTES } from './seal-parts.ts';

const OLD_FORMAT = 1;

/**
 * Opens what was sealed before every record had a key of its own: `1, length of kid, kid, nonce, tag, ciphertext` under a key derived
 * for the account. It is sealed anew with its next change.
 */
export function openOldSeal(keys: KeyRing, account: string, sealed: Uint8Array): ReturnType<ContactVault['open']> {
  const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
  const headerEnd = 2 + (bytes[1] ?? 0);
  const tagStart = headerEnd + NONCE_BYTES;
  const bodyStart = tagStart + TAG_BYTES;
  if (bytes[0] !== OLD_FORMAT || bytes.length < bodyStart) return { ok: false, reason: 'damaged' };
  const master = keys.find('contacts', bytes.toString('latin1', 2, headerEnd));
  if (master === undefined) return { ok: false, reason: 'unknown_key' };
  const nonce = bytes.subarray(headerEnd, tagStart);
  const decipher = createDecipheriv('aes-256-gcm', subjectKey(master, account), nonce, { authTagLength: TAG_BYTES });
  decipher.setAAD(Buffer.concat([bytes.subarray(0, headerEnd), Buffer.from(account)]));
  decipher.setAuthTag(bytes.subarray(tagStart, bodyStart));
  try {
    return { ok: true, plaintext: Buffer.concat([decipher.update(bytes.subarray(bodyStart)), decipher.final()]) };
  } catch {
    return { ok: false, reason: 'damaged' };
  }
}

const subjectKey = (master: KeyObject, account: string): Uint8Array =>
  new Uint8Array(hkdfSync('sha256', master, '', `countersign|contacts|v1|${account}`, 32));
