import type { Challenge } from '@countersign/events';
import { describe, expect, test } from 'vitest';
import { challenge } from '../../test-support/sample-challenge.ts';
import { decodeHandover, encodeHandover } from './handover-codec.ts';
import { takeOver } from './handover.ts';
import { isElsewhere } from './is-elsewhere.ts';

const door = { latitude: 38.7223, longitude: -9.1393 };
const made = (id: string, minute: number, where?: typeof door): Challenge => ({
  ...challenge,
  id,
  purpose: 'delivery_handover',
  createdAt: new Date(Date.UTC(2026, 2, 1, 9, minute)).toISOString(),
  handover: { delivery: 'order-and-stop', ...where },
});

describe('the challenge of a delivery (OTP-36)', () => {
  test('is the first one, until another is made for it: then the old code is dead, and the door stays', () => {
    const first = takeOver(undefined, made('a', 0, door));
    expect(first).toEqual({ handover: { challengeId: 'a', createdAtMs: Date.UTC(2026, 2, 1, 9), door } });
    const named = { ...first.handover, delegate: Uint8Array.of(1, 2) };
    const moved = takeOver(named, made('b', 5));
    expect(moved.dead).toBe('a');
    expect(moved.handover).toMatchObject({ challengeId: 'b', door });
    expect(moved.handover.delegate).toBeUndefined();
  });

  test('does not change when the same one comes again, or an older one late', () => {
    const { handover } = takeOver(undefined, made('b', 5, door));
    expect(takeOver(handover, made('b', 5))).toEqual({ handover });
    expect(takeOver(handover, made('a', 0))).toEqual({ handover, dead: 'a' });
  });

  test.each([
    ['with everything', { challengeId: 'a', createdAtMs: 1_772_357_400_000, door, delegate: Uint8Array.of(7, 0, 9) }],
    ['with nothing', { challengeId: 'a', createdAtMs: 0 }],
    ['at the other end of the world', { challengeId: 'a', createdAtMs: 1, door: { latitude: -90, longitude: 180 } }],
  ])('is stored %s', (_, handover) => {
    expect(decodeHandover(encodeHandover(handover))).toEqual({ door: undefined, delegate: undefined, ...handover });
  });

  test('of another version is refused', () => {
    expect(() => decodeHandover(Uint8Array.of(2))).toThrow('version 2');
  });
});

describe('a courier', () => {
  const at = (metresNorth: number, accuracyM?: number) =>
    isElsewhere({ latitude: door.latitude + metresNorth / 111_195, longitude: door.longitude, accuracyM }, door);

  test.each([
    ['at the door', at(0), false],
    ['at the gate of a wide yard', at(599), false],
    ['in the next street', at(610), true],
    ['in the next street, with a phone that may be 100 m off', at(610, 100), false],
    ['in another town, with a phone that claims to know nothing', at(9_000, 1e9), true],
    ['somewhere unknown', isElsewhere(undefined, door), false],
    ['at a door unknown', isElsewhere(door, undefined), false],
  ])('%s', (_, found, expected) => {
    expect(found).toBe(expected);
  });
});
