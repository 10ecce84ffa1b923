import { createSecretKey } from 'node:crypto';
import { CompactEncrypt, importJWK } from 'jose';
import { describe, expect, it } from 'vitest';
import { contactEnvelope, contactPublicKey } from './contact-envelope.ts';
import { keyRing } from './key-ring.ts';

const secret = (fill: number): Uint8Array => Uint8Array.from({ length: 32 }, (_, at) => (at * 7 + fill) % 256);
const ring = keyRing({
  contacts: [
    { kid: 'k2', secret: secret(2) },
    { kid: 'k1', secret: secret(1) },
  ],
});
const envelope = contactEnvelope(ring);
const publicKey = (kid: string) => contactPublicKey(kid, ring.find('contacts', kid) ?? createSecretKey(secret(9)));
const text = new TextEncoder();

/** As upstream does it, with nothing but the public key. */
async function sealed(plaintext: string, kid = 'k2', header: object = {}): Promise<string> {
  const key = await importJWK({ ...publicKey(kid) }, 'ECDH-ES');
  return new CompactEncrypt(text.encode(plaintext))
    .setProtectedHeader({ alg: 'ECDH-ES', enc: 'A256GCM', kid, ...header })
    .encrypt(key);
}

describe('contactEnvelope', () => {
  it.each(['k2', 'k1'])('opens what was sealed for %s, also after a rotation', async (kid) => {
    expect(await envelope.open(await sealed('{"accountId":"acc-1"}', kid))).toEqual({
      ok: true,
      plaintext: text.encode('{"accountId":"acc-1"}'),
    });
  });

  it('gives out public keys alone, always the same for a key', () => {
    expect(publicKey('k1')).toEqual({
      kty: 'OKP',
      crv: 'X25519',
      x: expect.stringMatching(/^[\w-]{43}$/),
      kid: 'k1',
      use: 'enc',
      alg: 'ECDH-ES',
    });
    expect(publicKey('k1')).toEqual(publicKey('k1'));
    expect(publicKey('k1').x).not.toBe(publicKey('k2').x);
  });

  it('stays closed for another key, another algorithm, a changed letter and garbage', async () => {
    const good = await sealed('{}');
    expect(await envelope.open(await sealed('{}', 'k1', { kid: 'k2' }))).toEqual({ ok: false, reason: 'damaged' });
    expect(await envelope.open(await sealed('{}', 'k2', { kid: 'k3' }))).toEqual({ ok: false, reason: 'unknown_key' });
    expect(await envelope.open(await sealed('{}', 'k2', { enc: 'A128GCM' }))).toEqual({ ok: false, reason: 'damaged' });
    for (const part of [2, 3, 4]) {
      const parts = good.split('.');
      parts[part] = `${parts[part]?.startsWith('A') === true ? 'B' : 'A'}${parts[part]?.slice(1)}`;
      expect((await envelope.open(parts.join('.'))).ok).toBe(false);
    }
    for (const other of ['', '....', 'a.b.c.d.e', good.slice(0, -5)]) {
      expect(await envelope.open(other)).toEqual({ ok: false, reason: 'damaged' });
    }
  });
});
