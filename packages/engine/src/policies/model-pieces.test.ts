import { randomBytes } from 'node:crypto';
import { decodeRecord } from '@countersign/events';
import { describe, expect, it } from 'vitest';
import { type ModelPieces, modelKey, modelRecords, modelTextOf, withPiece } from './model-pieces.ts';

const digest = 'd'.repeat(43);
/** Text that does not compress to one piece. */
const text = randomBytes(150_000).toString('base64');
const pieces = modelRecords({ digest, text }, 'risk.policies', '2026-03-01T00:00:00.000Z').map(({ key, value }) => {
  const decoded = decodeRecord('model.published', value);
  if (!decoded.ok) throw new Error(decoded.message);
  return { key: Buffer.from(key ?? []).toString(), data: decoded.record.data };
});
const gathered = (list: typeof pieces): ModelPieces | undefined =>
  list.reduce<ModelPieces | undefined>((known, { data }) => withPiece(known, data), undefined);

describe('a published model', () => {
  it('comes in pieces that fit into ordinary records, each under its own key', () => {
    expect(pieces.length).toBeGreaterThan(2);
    expect(new Set(pieces.map(({ key }) => key)).size).toBe(pieces.length);
    for (const { key, data } of pieces) expect(key).toBe(modelKey(data));
  });

  it('is whole again in whatever order and however often its pieces come, and not before the last', () => {
    expect(modelTextOf(gathered([...pieces.toReversed(), ...pieces]) ?? [])).toBe(text);
    for (const [missing] of pieces.entries()) {
      expect(modelTextOf(gathered(pieces.toSpliced(missing, 1)) ?? [])).toBeUndefined();
    }
  });

  it('is none where a piece is another one', () => {
    const [first, second, ...rest] = gathered(pieces) ?? [];
    expect(modelTextOf([second, first, ...rest])).toBeUndefined();
  });
});
