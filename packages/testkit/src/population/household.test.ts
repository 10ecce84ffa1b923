import { expect, it } from 'vitest';
import { attackKinds } from './attacks/attack-kinds.ts';
import { robberyOf } from './attacks/robbery.ts';
import { yearEndMs, yearStartMs } from './calendar.ts';
import { lifeOf } from './household.ts';

it('tells the same year for the same seed, and another one for another', () => {
  expect(lifeOf(7)).toEqual(lifeOf(7));
  expect(lifeOf(7)).not.toEqual(lifeOf(8));
  expect(robberyOf(7)).toEqual(robberyOf(7));
});

it('lives within the year, in order, with ids of its own', () => {
  const { happenings } = lifeOf(3);
  const times = happenings.map(({ timeMs }) => timeMs);
  expect(times).toEqual(times.toSorted((a, b) => a - b));
  expect(times.every((timeMs) => timeMs >= yearStartMs && timeMs < yearEndMs)).toBe(true);
  expect(new Set(happenings.map(({ id }) => id)).size).toBe(happenings.length);
});

it('draws every kind of household and of change among a hundred seeds', () => {
  const lives = Array.from({ length: 100 }, (_, at) => lifeOf(at + 1));
  const happenings = lives.flatMap((life) => life.happenings);
  const contexts = happenings.flatMap(({ data }) =>
    'context' in data && data.context !== undefined ? [data.context] : [],
  );
  expect(contexts.some(({ ip }) => ip?.includes(':'))).toBe(true);
  expect(contexts.some(({ actorId }) => actorId !== undefined)).toBe(true);
  expect(lives.some(({ customers }) => customers.length === 3)).toBe(true);
  expect(new Set(lives.flatMap(({ changes }) => changes.map(({ kind }) => kind)))).toEqual(
    new Set([
      'opened an account',
      'new device',
      'moved house',
      'journey abroad',
      'began to use a VPN',
      'changed setting',
      'forgotten password',
      'purchase of years',
      'refund elsewhere',
      'new subscription',
    ]),
  );
  const types = new Set(happenings.map(({ type }) => type));
  for (const type of [
    'delivery.handover_attempted',
    'gift_card.redemption_requested',
    'subscription.start_requested',
  ] as const) {
    expect(types).toContain(type);
  }
});

it('injects fifteen kinds of attack in turn, each with harm and after a history of its victim', () => {
  const robberies = attackKinds.map((_, at) => robberyOf(at + 1));
  expect(new Set(robberies.map(({ attack }) => attack.kind)).size).toBe(15);
  for (const { attack, happenings } of robberies) {
    expect(attack.steps.some(({ isHarm }) => isHarm)).toBe(true);
    const startMs = attack.steps[0]?.happening.timeMs ?? 0;
    expect(happenings.every(({ timeMs }) => timeMs <= startMs)).toBe(true);
  }
});
