import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { decisionId, outcomeId, uuidFromBytes, uuidV5 } from './ids.ts';

const uuid = (version: number): RegExp =>
  new RegExp(`^[0-9a-f]{8}-[0-9a-f]{4}-${version}[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`);

describe('derived ids', () => {
  it('are the same for the same parts, and UUIDs', () => {
    expect(decisionId('a', 'e', 1)).toBe(decisionId('a', 'e', 1));
    expect(decisionId('a', 'e', 1)).toMatch(uuid(5));
    expect(uuidFromBytes(new Uint8Array(16).fill(255))).toBe('ffffffff-ffff-8fff-bfff-ffffffffffff');
  });

  it('stay what they were: other processes and old records rely on them', () => {
    expect(decisionId('account-1', 'event-1', 1_767_603_603_957)).toMatchInlineSnapshot(
      `"841b6e19-74e3-5f99-9ac2-45be2bf0d9c5"`,
    );
    expect(outcomeId('6f6d5b0e-2f0c-4f0b-9d3e-6c1f2a7d9b54', 'sent', 1)).toMatchInlineSnapshot(
      `"b2255243-3126-52ac-a262-fc087d276150"`,
    );
  });

  it('are version 5 of RFC 9562, by another SHA-1', () => {
    const name = '8:decision1:a1:e1:1';
    const bytes = createHash('sha1')
      .update(Buffer.from('6f6d5b0e2f0c4f0b9d3e6c1f2a7d9b54', 'hex'))
      .update(name)
      .digest();
    const hex = decisionId('a', 'e', 1).replaceAll('-', '');
    expect(hex.slice(0, 12)).toBe(bytes.toString('hex', 0, 6));
    expect(hex.slice(18)).toBe(bytes.toString('hex', 9, 16));
  });

  it('differ when a part moves over a border', () => {
    expect(uuidV5(['kind', 'ab', 'c'])).not.toBe(uuidV5(['kind', 'a', 'bc']));
    expect(uuidV5(['kind', 'a'])).not.toBe(uuidV5(['kin', 'da']));
  });
});
