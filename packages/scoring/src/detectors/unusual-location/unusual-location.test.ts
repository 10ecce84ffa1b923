import { describe, expect, it } from 'vitest';
import { hourMs, lagos, lisbon, minuteMs, owner, porto, story } from '../../../test-support/story.ts';
import { distanceKm } from './great-circle.ts';
import { impliedSpeedKmh } from './travel.ts';

const fix = (latitude: number, longitude: number, timeS: number, accuracyKm = 0) => ({
  latitude100: latitude * 100,
  longitude100: longitude * 100,
  accuracyKm,
  timeS,
});

describe('implied speed', () => {
  it.each([
    ['Lisbon to Porto', 38.72, -9.14, 41.15, -8.61, 274],
    ['Lisbon to Lagos', 38.72, -9.14, 6.45, 3.39, 3_770],
    ['across the date line', 0, 179.5, 0, -179.5, 111],
    ['pole to pole', 90, 0, -90, 0, 20_015],
  ])('%s', (_, latitudeA, longitudeA, latitudeB, longitudeB, km) => {
    expect(Math.abs(distanceKm(latitudeA, longitudeA, latitudeB, longitudeB) - km)).toBeLessThan(km * 0.02);
  });

  it('takes off 100 km and both accuracy radii, and never assumes less than an hour', () => {
    const km = distanceKm(0, 0, 0, 20);
    expect(impliedSpeedKmh(fix(0, 0, 0), fix(0, 20, 2 * 3600))).toBeCloseTo((km - 100) / 2);
    expect(impliedSpeedKmh(fix(0, 0, 0, 300), fix(0, 20, 2 * 3600, 200))).toBeCloseTo((km - 600) / 2);
    expect(impliedSpeedKmh(fix(0, 0, 0), fix(0, 20, 900))).toBeCloseTo(km - 100);
  });

  it('is nothing under 50 km or ten minutes, and the same in both directions of time', () => {
    expect(impliedSpeedKmh(fix(0, 0, 0), fix(0, 0.4, 7_200))).toBe(0);
    expect(impliedSpeedKmh(fix(0, 0, 0), fix(0, 90, 599))).toBe(0);
    expect(impliedSpeedKmh(fix(0, 0, 7_200), fix(0, 90, 0))).toBe(impliedSpeedKmh(fix(0, 0, 0), fix(0, 90, 7_200)));
  });
});

describe('places', () => {
  it('are learned level by level', () => {
    const ana = story();
    expect(ana.act('login.succeeded', {}).unknown).toMatchObject({
      countryKnown: 'no_history',
      networkKnown: 'no_history',
    });
    expect(ana.wait(hourMs).act('login.succeeded', {}, { ...owner, geo: porto }).features).toMatchObject({
      countryKnown: true,
      regionKnown: false,
      cityKnown: false,
    });
  });

  it('are not learned from a challenged act, and a fix is not moved by it', () => {
    const ana = story();
    ana.livesQuietly(60);
    const away = ana.act('login.succeeded', {}, { ...owner, ip: '203.0.113.5', geo: lagos });
    expect(away.action).toBe('challenge');
    const home = ana.wait(30 * minuteMs).act('login.succeeded', {}, { ...owner, geo: lisbon });
    expect(home.codes).not.toContain('impossible_travel');
    expect(home.features).toMatchObject({ country: 'PT', usualCountry: 'PT', countryKnown: true });
  });
});
