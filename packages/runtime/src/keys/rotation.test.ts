import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { systemRandomness } from '../system-randomness.ts';
import { keyLives } from './key-lives.ts';
import { keyPurposes } from './key-purpose.ts';
import { keyRing } from './key-ring.ts';
import { keyStates } from './key-states.ts';
import { leastNoticeMs, rotateKeys } from './rotate-keys.ts';
import { type VersionedKey, versionedKeys, writeVersionedKeys } from './versioned-key.ts';

const dayMs = 86_400_000;
const nowMs = Date.UTC(2027, 0, 10);
const secret = (): Uint8Array => systemRandomness.bytes(32);
const key = (kid: string, activeFromMs?: number): VersionedKey =>
  activeFromMs === undefined ? { kid, secret: secret() } : { kid, secret: secret(), activeFromMs };
const soonMs = nowMs + leastNoticeMs;

describe('a key with a time', () => {
  it('reads back as it was written, and a time that is none is refused', () => {
    const keys = [key('k2', nowMs), key('k1')];
    expect(versionedKeys.parse(writeVersionedKeys(keys))).toEqual(
      keys.map((one) => ({ ...one, secret: Buffer.from(one.secret) })),
    );
    const text = writeVersionedKeys([key('k1')]);
    expect(versionedKeys.safeParse(`${text}@tomorrow`).error?.issues[0]?.message).toBe('key k1 begins at no instant');
  });

  it('comes into use at its time, without anybody calling, and the one before still opens', () => {
    let clockMs = nowMs;
    const ring = keyRing({ code: [key('k2', soonMs), key('k1')] }, () => clockMs);
    expect(ring.current('code').kid).toBe('k1');
    clockMs = soonMs - 1;
    expect(ring.current('code').kid).toBe('k1');
    clockMs = soonMs;
    expect(ring.current('code').kid).toBe('k2');
    expect(ring.find('code', 'k1')).toBeDefined();
  });

  it('whatever the order and the times, the one whose time came last is current', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: -5, max: 5 }), { minLength: 1, maxLength: 6 }),
        fc.integer({ min: -6, max: 6 }),
        (offsets, at) => {
          const keys = offsets.map((offset) => key(`k${offset + 9}`, nowMs + offset));
          const begun = offsets.filter((offset) => offset <= at);
          const expected = begun.length > 0 ? Math.max(...begun) : Math.min(...offsets);
          expect(keyRing({ code: keys }, () => nowMs + at).current('code').kid).toBe(`k${expected + 9}`);
        },
      ),
    );
  });
});

describe('keyRing', () => {
  it('takes other keys while it is used, and never another secret under an old name', () => {
    const [k1, k2] = [key('k1'), key('k2')];
    const ring = keyRing({ code: [k1] }, () => nowMs);
    ring.replace({ code: [k2, k1] });
    expect([ring.current('code').kid, ring.find('code', 'k1') !== undefined]).toEqual(['k2', true]);
    expect(() => ring.replace({ code: [key('k1')] })).toThrow("The key k1 of 'code' is another one than before");
    expect(ring.current('code').kid).toBe('k2');
  });
});

describe('rotateKeys', () => {
  it('announces, keeps what is needed, and drops what nothing needs', () => {
    const neededMs = keyLives.code.neededMs;
    const keys = [key('k3', nowMs - dayMs), key('k2', nowMs - neededMs - dayMs), key('k1', nowMs - 9 * neededMs)];
    const rotated = rotateKeys('code', keys, key('k4'), soonMs, nowMs);
    expect(rotated.ok && rotated.keys.map(({ kid }) => kid)).toEqual(['k4', 'k3', 'k2']);
    expect(rotated.ok && rotated.dropped).toEqual(['k1']);
  });

  it.each([
    ['one that would orphan profiles', 'pseudonym', [key('k1')], 'k2', soonMs, "key of 'pseudonym' cannot be rotated"],
    ['one before the last took effect', 'code', [key('k2', soonMs), key('k1')], 'k3', soonMs + dayMs, 'k2 of'],
    ['one that copies could miss', 'code', [key('k1')], 'k2', soonMs - 1, 'is too soon'],
    ['a name twice', 'code', [key('k1')], 'k1', soonMs, 'is called k1 already'],
  ] as const)('refuses %s', (_, purpose, keys, kid, atMs, why) => {
    const rotated = rotateKeys(purpose, keys, key(kid), atMs, nowMs);
    expect(rotated).toEqual({ ok: false, why: expect.stringContaining(why) });
  });

  it('whatever is rotated when, no key is dropped while something needs it, and one is current at any time', () => {
    const steps = fc.array(fc.integer({ min: 0, max: 200 * dayMs }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(fc.constantFrom(...keyPurposes.filter((one) => keyLives[one].rotates)), steps, (purpose, pauses) => {
        let [keys, atMs]: [readonly VersionedKey[], number] = [[key('k0')], nowMs];
        const lastUsedMs = new Map<string, number>();
        for (const [index, pauseMs] of pauses.entries()) {
          const before = keyRing({ [purpose]: keys }, () => atMs).current(purpose).kid;
          const rotated = rotateKeys(purpose, keys, key(`k${index + 1}`), atMs + leastNoticeMs, atMs);
          if (!rotated.ok) throw new Error(rotated.why);
          lastUsedMs.set(before, atMs + leastNoticeMs);
          for (const kid of rotated.dropped) {
            expect((lastUsedMs.get(kid) ?? Infinity) + keyLives[purpose].neededMs).toBeLessThanOrEqual(atMs);
          }
          [keys, atMs] = [rotated.keys, atMs + leastNoticeMs + pauseMs];
        }
      }),
      { numRuns: 50 },
    );
  });
});

describe('keyStates', () => {
  it('says of every key where it stands', () => {
    const keys = [key('k4', nowMs + dayMs), key('k3', nowMs - dayMs), key('k2', nowMs - 9 * dayMs), key('k1')];
    expect(keyStates('code', keys, nowMs).map(({ kid, state }) => `${kid} ${state}`)).toEqual([
      'k4 announced',
      'k3 active',
      'k2 old',
      'k1 retired',
    ]);
    expect(keyStates('code', keys, nowMs)[2]?.untilMs).toBe(nowMs - dayMs + keyLives.code.neededMs);
  });

  it('keeps an old one for ever when nobody wrote down since when it is old', () => {
    expect(keyStates('code', [key('k2'), key('k1')], nowMs)[1]).toMatchObject({ state: 'old', untilMs: Infinity });
  });
});
