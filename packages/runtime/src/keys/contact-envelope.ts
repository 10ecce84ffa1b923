import { createPrivateKey, createPublicKey, hkdfSync, type KeyObject } from 'node:crypto';
import type { ContactEnvelope } from '@countersign/engine';
import { compactDecrypt, decodeProtectedHeader } from 'jose';
import type { KeyRing } from './key-ring.ts';

/** A public key that upstream seals contacts for, as a JSON Web Key (RFC 8037). */
export interface ContactPublicKey {
  readonly kty: 'OKP';
  readonly crv: 'X25519';
  readonly x: string;
  readonly kid: string;
  readonly use: 'enc';
  readonly alg: 'ECDH-ES';
}

/**
 * Opens JWEs of `ECDH-ES` on X25519 with `A256GCM` (RFC 7518 §4.6, RFC 8037). The private key is derived from the contacts key that the
 * header names, so it is rotated and kept with it; upstream has the public one, which opens nothing.
 */
export function contactEnvelope(keys: KeyRing): ContactEnvelope {
  return {
    async open(sealed) {
      const kid = kidOf(sealed);
      if (kid === undefined) return { ok: false, reason: 'damaged' };
      const master = keys.find('contacts', kid);
      if (master === undefined) return { ok: false, reason: 'unknown_key' };
      try {
        const { plaintext } = await compactDecrypt(sealed, privateKeyOf(master), algorithms);
        return { ok: true, plaintext };
      } catch {
        return { ok: false, reason: 'damaged' };
      }
    },
  };
}

const algorithms = { keyManagementAlgorithms: ['ECDH-ES'], contentEncryptionAlgorithms: ['A256GCM'] };

/** The key to give to upstream for a contacts key. */
export function contactPublicKey(kid: string, master: KeyObject): ContactPublicKey {
  const { x } = createPublicKey(privateKeyOf(master)).export({ format: 'jwk' });
  if (x === undefined) throw new Error('an X25519 key was exported without its coordinate');
  return { kty: 'OKP', crv: 'X25519', x, kid, use: 'enc', alg: 'ECDH-ES' };
}

/** Behind this, 32 bytes of any value are an X25519 private key in PKCS #8 (RFC 8410 §7). */
const pkcs8Head = Buffer.from('302e020100300506032b656e04220420', 'hex');

function privateKeyOf(master: KeyObject): KeyObject {
  const seed = Buffer.from(hkdfSync('sha256', master, '', 'countersign|sealed contacts|v1', 32));
  return createPrivateKey({ key: Buffer.concat([pkcs8Head, seed]), format: 'der', type: 'pkcs8' });
}

function kidOf(sealed: string): string | undefined {
  try {
    return decodeProtectedHeader(sealed).kid;
  } catch {
    return undefined;
  }
}
