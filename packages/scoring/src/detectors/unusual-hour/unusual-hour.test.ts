import { expect, it } from 'vitest';
import { dayMs, hourMs, story } from '../../../test-support/story.ts';

/** A customer who was seen once a day, these hours after nine in the morning. */
function seenAt(hours: readonly number[], days = 30) {
  const ana = story();
  for (let day = 0; day < days; day += 1) {
    const offsetMs = (hours[day % hours.length] ?? 0) * hourMs;
    ana.wait(offsetMs).act('login.succeeded', {});
    ana.wait(dayMs - offsetMs);
  }
  return ana;
}

it('knows the hour of somebody regular, and finds the middle of the night strange', () => {
  const ana = seenAt([0, 1, 2]);
  const night = ana.wait(17 * hourMs).act('login.succeeded', {});
  expect(night.features['hoursFromUsual']).toBeCloseTo(8, 0);
  expect(night.codes).toContain('unusual_hour');
  expect(night.action).toBe('allow');
  expect(ana.wait(8 * hourMs).act('login.succeeded', {}).codes).not.toContain('unusual_hour');
});

it('measures around the clock: one in the morning is two hours from eleven at night', () => {
  const ana = seenAt([14]);
  expect(ana.wait(16 * hourMs).act('login.succeeded', {}).features['hoursFromUsual']).toBeCloseTo(2, 1);
});

it('is silent, with the reason, for ten events, and for who comes at all hours', () => {
  const young = seenAt([0], 5).act('login.succeeded', {});
  expect(young.unknown).toMatchObject({ hoursFromUsual: 'no_history', hourConcentration: 'no_history' });
  const shifts = seenAt([0, 12]).act('login.succeeded', {});
  expect(shifts.unknown['hoursFromUsual']).toBe('no_habit');
  expect(shifts.features['hourConcentration']).toBeLessThan(0.2);
});

it('follows a habit that moves', () => {
  const ana = seenAt([0], 60);
  for (let day = 0; day < 300; day += 1) {
    ana.wait(10 * hourMs).act('login.succeeded', {});
    ana.wait(14 * hourMs);
  }
  expect(ana.wait(10 * hourMs).act('login.succeeded', {}).features['hoursFromUsual']).toBeLessThan(2);
});
