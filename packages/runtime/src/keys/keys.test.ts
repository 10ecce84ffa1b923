import { mkdtempSync, readFileSync, statSync, writeFileSync, chmodSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { systemRandomness } from '../system-randomness.ts';
import { apiKeyEntry, type Scope, writeApiKeyEntry } from './api-key-entry.ts';
import { apiKeys, createApiKey } from './api-keys.ts';
import { contactVault } from './contact-vault.ts';
import { folderApiKey } from './folder-api-key.ts';
import { keysInFolder } from './key-folder.ts';
import { keyPurposes } from './key-purpose.ts';
import { keyRing } from './key-ring.ts';
import { nodeMac } from './node-mac.ts';
import { type VersionedKey, versionedKeys, writeVersionedKeys } from './versioned-key.ts';

const random = systemRandomness;
const newKey = (kid: string): VersionedKey => ({ kid, secret: random.bytes(32) });
const newFolder = (): string => mkdtempSync(join(tmpdir(), 'countersign-keys-'));

describe('versionedKeys', () => {
  it('reads what writeVersionedKeys writes', () => {
    const keys = [newKey('k2'), newKey('k1')];
    expect(versionedKeys.parse(writeVersionedKeys(keys))).toEqual(
      keys.map(({ kid, secret }) => ({ kid, secret: Buffer.from(secret) })),
    );
  });

  it.each([
    ['k1', 'key 1 does not read kid:base64'],
    [`k1:${Buffer.from(random.bytes(31)).toString('base64')}`, 'key k1 has 31 bytes'],
    [`k1:${Buffer.alloc(32, 'ab').toString('base64')}`, 'key k1 is not random'],
    [writeVersionedKeys([newKey('k1'), newKey('k1')]), 'two keys are called k1'],
  ])('refuses %s', (text, why) => {
    expect(versionedKeys.safeParse(text).error?.issues[0]?.message).toBe(why);
  });
});

describe('nodeMac', () => {
  const [current, older] = [newKey('k2'), newKey('k1')];
  const mac = nodeMac(keyRing({ code: [current, older] }));

  it('is HMAC-SHA256 under the current key, or under the one that is named', () => {
    const expected = (key: VersionedKey): string => createHmac('sha256', key.secret).update('otp|v1').digest('hex');
    expect(mac.currentKid('code')).toBe('k2');
    expect(Buffer.from(mac.digest('code', 'otp|v1')).toString('hex')).toBe(expected(current));
    expect(Buffer.from(mac.digest('code', Buffer.from('otp|v1'), 'k1')).toString('hex')).toBe(expected(older));
  });

  it('knows which keys it has, and throws for the others', () => {
    expect([mac.knows('code', 'k1'), mac.knows('code', 'k3'), mac.knows('outcome', 'k1')]).toEqual([
      true,
      false,
      false,
    ]);
    expect(() => mac.digest('code', 'x', 'k3')).toThrow("No key for 'code' is called 'k3'");
    expect(() => mac.digest('outcome', 'x')).toThrow("no keys for 'outcome'");
  });
});

/** `anna@example.com` of `acc-1`, as the first release sealed it. */
const sealedLongAgo = 'AQJrMbs+5HtBeNYOKK2CXidmohuxSUaL0gOMD/ZzlnksLkHhM0GbOA38Z2j1eQmx';

describe('contactVault', () => {
  const [older, current] = [newKey('k1'), newKey('k2')];
  const before = contactVault(keyRing({ contacts: [older] }), random);
  const after = contactVault(keyRing({ contacts: [current, older] }), random);

  it('opens what it sealed for the same account, also after a rotation', () => {
    fc.assert(
      fc.property(fc.string(), fc.uint8Array({ maxLength: 300 }), (account, plaintext) => {
        expect(after.open(account, before.seal(account, plaintext))).toEqual({
          ok: true,
          plaintext: Buffer.from(plaintext),
        });
        expect(after.open(account, after.seal(account, plaintext))).toEqual({
          ok: true,
          plaintext: Buffer.from(plaintext),
        });
      }),
      { numRuns: 50 },
    );
  });

  it('stays closed for another account, a changed byte anywhere, a shorter text and a key that is gone', () => {
    const sealed = before.seal('acc-1', Buffer.from('anna@example.com'));
    expect(before.open('acc-2', sealed)).toEqual({ ok: false, reason: 'damaged' });
    for (let index = 0; index < sealed.length; index += 1) {
      const changed = Uint8Array.from(sealed);
      changed[index] = (changed[index] ?? 0) ^ 1;
      expect(before.open('acc-1', changed).ok).toBe(false);
      expect(before.open('acc-1', sealed.subarray(0, index))).toEqual({ ok: false, reason: 'damaged' });
    }
    const gone = contactVault(keyRing({ contacts: [current] }), random);
    expect(gone.open('acc-1', sealed)).toEqual({ ok: false, reason: 'unknown_key' });
  });

  it('puts what it sealed under the current key without knowing the account; nothing else changes', () => {
    const sealed = before.seal('acc-1', Buffer.from('anna@example.com'));
    const fresh = after.rewrap(sealed) ?? new Uint8Array(0);
    const onlyNew = contactVault(keyRing({ contacts: [current] }), random);
    expect(onlyNew.open('acc-1', fresh)).toEqual({ ok: true, plaintext: Buffer.from('anna@example.com') });
    expect(onlyNew.open('acc-2', fresh)).toEqual({ ok: false, reason: 'damaged' });
    expect([after.rewrap(fresh), onlyNew.rewrap(sealed), after.rewrap(sealed.subarray(0, 60))]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('opens what releases before sealed under a key derived for the account', () => {
    const old = keyRing({ contacts: [{ kid: 'k1', secret: Buffer.alloc(32, 'a contacts key of long ago') }] });
    const sealed = Buffer.from(sealedLongAgo, 'base64');
    const vault = contactVault(old, random);
    expect(vault.open('acc-1', sealed)).toEqual({ ok: true, plaintext: Buffer.from('anna@example.com') });
    expect(vault.open('acc-2', sealed)).toEqual({ ok: false, reason: 'damaged' });
    expect(vault.rewrap(sealed)).toBeUndefined();
  });

  it('never seals the same text to the same bytes', () => {
    const seal = (): string => Buffer.from(after.seal('acc-1', Buffer.from('x'))).toString('hex');
    expect(seal()).not.toBe(seal());
  });
});

describe('keysInFolder', () => {
  it('makes keys once, readable by the owner alone, and reads them afterwards', () => {
    const folder = newFolder();
    const first = keysInFolder(folder, keyPurposes, {}, random);
    const second = keysInFolder(folder, keyPurposes, {}, random);
    expect(second).toEqual(first);
    expect(
      new Set(keyPurposes.map((purpose) => Buffer.from(first[purpose][0]?.secret ?? []).toString('hex'))).size,
    ).toBe(keyPurposes.length);
    expect(statSync(join(folder, 'keys')).mode & 0o777).toBe(0o700);
    expect(statSync(join(folder, 'keys', 'code.key')).mode & 0o777).toBe(0o600);
    expect(versionedKeys.parse(readFileSync(join(folder, 'keys', 'code.key'), 'utf8').trim())).toEqual(first.code);
  });

  it('prefers what is configured and makes no file for it', () => {
    const folder = newFolder();
    const code = [newKey('mine')];
    expect(keysInFolder(folder, ['code'], { code }, random).code).toBe(code);
    expect(statSync(join(folder, 'keys'), { throwIfNoEntry: false })).toBeUndefined();
  });

  it('refuses a file that others can read, and one that holds no keys', () => {
    const folder = newFolder();
    keysInFolder(folder, ['code'], {}, random);
    const path = join(folder, 'keys', 'code.key');
    chmodSync(path, 0o644);
    expect(() => keysInFolder(folder, ['code'], {}, random)).toThrow(
      `${path} can be read by others (mode 644); run: chmod 600`,
    );
    chmodSync(path, 0o600);
    writeFileSync(path, 'nonsense');
    expect(() => keysInFolder(folder, ['code'], {}, random)).toThrow(
      'does not hold keys: key 1 does not read kid:base64',
    );
  });
});

describe('apiKeys', () => {
  it.each<[Scope[], Scope, boolean]>([
    [['verify'], 'verify', true],
    [['verify'], 'read', false],
    [['verify', 'read'], 'read', true],
    [['read'], 'admin', false],
    [['admin'], 'verify', true],
  ])('a key with %j may %s: %s', (scopes, scope, allowed) => {
    const { key, entry } = createApiKey(random, scopes);
    const kept = apiKeyEntry.parse(writeApiKeyEntry(entry));
    expect(apiKeys([kept]).recognise(key)?.may(scope)).toBe(allowed);
  });

  it('keeps nothing of the key but its prefix', () => {
    const { key, entry } = createApiKey(random, ['read']);
    const secret = key.slice(12);
    expect(writeApiKeyEntry(entry)).not.toContain(secret);
    expect(Buffer.from(secret, 'base64url')).toHaveLength(32);
  });

  it('recognises nobody else', () => {
    const { key, entry } = createApiKey(random, ['admin']);
    const other = createApiKey(random, ['admin']).key;
    const samePrefix = `${key.slice(0, 12)}${other.slice(12)}`;
    for (const presented of [other, samePrefix, '', 'cs_', `${key} `, `${key}A`, key.slice(0, -1)]) {
      expect(apiKeys([entry]).recognise(presented)).toBeUndefined();
    }
  });

  it('makes one for the folder, once', () => {
    const folder = newFolder();
    const made = folderApiKey(folder, random);
    expect(folderApiKey(folder, random)).toEqual(made);
    expect(apiKeys([made.entry]).recognise(made.key)?.may('verify')).toBe(true);
  });

  it.each(['00000000:verify', '00000000:write:' + '0'.repeat(64), 'x:verify:' + '0'.repeat(64)])(
    'refuses the entry %s',
    (text) => {
      expect(apiKeyEntry.safeParse(text).success).toBe(false);
    },
  );
});
