import fc from 'fast-check';
import { expect, it } from 'vitest';
import { explainLife } from './false-alarms.ts';
import type { ChangeKind, Life } from './happening.ts';
import type { Interruption } from './live-through.ts';
import { pairUp } from './pair-up.ts';

const dayMs = 86_400_000;
const startMs = Date.UTC(2026, 0, 1);

function use(day: number, deviceId: string): Life['happenings'][number] {
  const data = { context: { deviceId } };
  return {
    timeMs: startMs + day * dayMs,
    accountId: 'ana',
    id: `${day}-${deviceId}`,
    type: 'login.succeeded',
    data,
    why: 'signs in',
  };
}

function code(
  day: number,
  deviceId: string,
  reasons: readonly string[] = ['unusual_amount'],
  action = 'challenge',
): Interruption {
  const verdict = { action, reasons: reasons.map((name) => ({ code: name, points: 5 })) };
  return { seed: 1, happening: use(day, deviceId), step: undefined, verdict } as unknown as Interruption;
}

const change = (day: number, kind: ChangeKind, what = '') => ({
  accountId: 'ana',
  atMs: startMs + day * dayMs,
  kind,
  what,
});

const life = (changes: Life['changes'], happenings: Life['happenings'] = []): Life => ({
  seed: 1,
  customers: [],
  changes,
  happenings,
});

it('lets each change excuse one code, whichever comes first', () => {
  const told = life([change(0, 'new device', 'phone'), change(50, 'journey abroad')]);
  // The first code comes for something else: the device keeps its own for the day when it is asked about.
  expect(explainLife(told, [code(55, 'laptop'), code(90, 'phone')]).alarms).toEqual([]);
  const third = code(95, 'laptop');
  const { alarms, codesOf } = explainLife(told, [code(55, 'laptop'), code(90, 'phone'), third]);
  expect(alarms.map(({ interruption }) => interruption)).toEqual([third]);
  expect([...codesOf.values()]).toEqual([1, 2]);
});

it('has no excuse for what nothing is near, nor for a denial', () => {
  expect(explainLife(life([]), [code(5, 'phone')]).alarms).toMatchObject([{ changes: [] }]);
  expect(explainLife(life([change(0, 'opened an account')]), [code(15, 'phone')]).alarms).toHaveLength(1);
  expect(explainLife(life([change(0, 'journey abroad')]), [code(1, 'phone', [], 'deny')]).alarms).toHaveLength(1);
});

it('tells devices that were put away apart, and second steps', () => {
  const happenings = [use(0, 'tablet'), use(40, 'tablet')];
  const told = life([], happenings);
  expect(explainLife(told, [code(40.01, 'tablet', ['new_device'])]).putAway).toHaveLength(1);
  expect(explainLife(told, [code(20, 'tablet', ['new_device'])]).alarms).toHaveLength(1);
  expect(explainLife(told, [code(41, 'tablet', ['code_opened_device'], 'hold')]).secondSteps).toHaveLength(1);
});

it('pairs up as many as can be', () => {
  fc.assert(
    fc.property(fc.array(fc.uniqueArray(fc.nat(4), { maxLength: 3 }), { maxLength: 5 }), (options) => {
      const those = options.map((_, at) => at);
      const pairs = pairUp(those, (one) => options[one] ?? []);
      expect(new Set(pairs.values()).size).toBe(pairs.size);
      for (const [one, option] of pairs) expect(options[one]).toContain(option);
      expect(pairs.size).toBe(mostPairs(options, new Set()));
    }),
  );
});

const mostPairs = ([first, ...others]: readonly (readonly number[])[], taken: ReadonlySet<number>): number => {
  if (first === undefined) return 0;
  const withOne = first.filter((one) => !taken.has(one)).map((one) => 1 + mostPairs(others, new Set([...taken, one])));
  return Math.max(mostPairs(others, taken), ...withOne);
};
