import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { budgetHit } from './budget-hit.ts';

const dayMs = 86_400_000;
/** One event every ten minutes, from midnight on; none is a fraud. */
const paced = (list: readonly number[]) => list.map((score, at) => ({ score, timeMs: at * 600_000, isFraud: false }));
const pastEvents = 4_320; // thirty days
const testFromMs = 30 * dayMs;

/** Scores that jump about between 0 and 1, always the same. */
const jumping = (at: number): number => ((at * 7_919 + (at % 13) * 104_729) % 10_007) / 10_007;
const wave = (at: number, everyDays: number, hours: number): boolean => (at / 144) % everyDays < hours / 24;

const streams: Readonly<Record<string, (at: number) => number>> = {
  'scores that stay as they are': (at) => 60 * jumping(at),
  'scores that rise all the while': (at) => 40 * jumping(at) + at / 500,
  'scores that fall all the while': (at) => 40 * jumping(at) + 60 - at / 500,
  'another scale from the first day of the test on': (at) => (at < pastEvents ? 30 : 60) * jumping(at),
  'attacks that come in waves, and none before': (at) =>
    at > pastEvents && wave(at, 9, 10) ? 95 + 3 * jumping(at) : 50 * jumping(at),
  'waves of one and the same score': (at) => (wave(at, 5, 8) ? 95 : 50 * jumping(at)),
  'attacks every night': (at) => (at % 144 < 36 ? 70 : 20) * jumping(at),
  'only three scores': (at) => Math.floor(3 * jumping(at)),
  'only one score': () => 12,
};

describe('a budget', () => {
  it.each(Object.entries(streams))('is met within a tenth of it, or of a point, by %s', (_, scoreAt) => {
    const events = paced(Array.from({ length: pastEvents + 20_000 }, (__, at) => scoreAt(at)));
    for (const wanted of [0.005, 0.01, 0.05]) {
      expect(Math.abs((budgetHit(events, testFromMs, wanted)?.reached ?? 1) - wanted)).toBeLessThanOrEqual(
        Math.max(0.001, wanted / 10),
      );
    }
  });

  it('is missed by no more than its slack, whatever the scores are', () => {
    const scores = fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 2, maxLength: 400 });
    const wanted = fc.double({ min: 0.001, max: 1, noNaN: true });
    fc.assert(
      fc.property(scores, fc.nat({ max: 100 }), wanted, (list, past, share) => {
        const begin = 1 + (past % (list.length - 1));
        const hit = budgetHit(paced(list), begin * 600_000, share);
        const tested = list.length - begin;
        const beyond = (hit?.reached ?? 0) * tested - share * tested;
        const slack = Math.max(1, 0.1 * 28 * share * (begin / Math.max(1, begin / 144)));
        expect(beyond).toBeLessThanOrEqual(slack + 1 + 1e-6);
        expect(beyond).toBeGreaterThanOrEqual(-slack * Math.log(1 / share) - 1 - 1e-6);
      }),
    );
  });

  it('asks for nothing that comes later', () => {
    const scores = fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 20, maxLength: 60 });
    fc.assert(
      fc.property(scores, scores, scores, (past, now, later) => {
        const reachedNow = (list: readonly number[]): number =>
          (budgetHit(paced(list), past.length * 600_000, 0.1)?.reached ?? 0) * (list.length - past.length);
        const askedLater = reachedNow([...past, ...now, ...later]) - reachedNow([...past, ...now]);
        expect(askedLater).toBeGreaterThan(-1e-6);
        expect(askedLater).toBeLessThan(later.length + 1e-6);
      }),
    );
  });
});

describe('budgetHit', () => {
  it('asks what scores highest, and says how many frauds that are', () => {
    const events = paced(Array.from({ length: pastEvents * 2 }, (_, at) => 50 * jumping(at))).map((event, at) => ({
      ...event,
      isFraud: at % 200 === 0,
      score: at % 200 === 0 ? 90 + jumping(at) : event.score,
    }));
    const hit = budgetHit(events, testFromMs, 0.01);
    expect(hit?.fraudCaught).toBe(1);
    expect(hit?.threshold).toBeLessThan(90);
  });

  it('says what a threshold every night, and one for all, would have come to', () => {
    const rising = paced(Array.from({ length: pastEvents * 2 }, (_, at) => (at % 144) + at / 144));
    const hit = budgetHit(rising, testFromMs, 0.25);
    expect(hit?.withoutTuning?.reached).toBeGreaterThan(hit?.nightly?.reached ?? 1);
    expect(hit?.nightly?.reached).toBeGreaterThan(hit?.reached ?? 1);
  });

  it('needs no past to be kept, and is not known without a test', () => {
    const alone = budgetHit(paced(Array.from({ length: pastEvents }, (_, at) => jumping(at))), 0, 0.05);
    expect(alone?.reached).toBeCloseTo(0.05, 2);
    expect(alone).toMatchObject({ nightly: null, withoutTuning: null });
    expect(budgetHit(paced([1]), dayMs, 0.01)).toBeUndefined();
  });
});
