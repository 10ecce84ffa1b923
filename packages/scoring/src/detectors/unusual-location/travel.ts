import { hourS } from '../../features/scene.ts';
import { type Lesson, newerFix } from '../../profile/lesson.ts';
import type { Fix, Profile } from '../../profile/profile.ts';
import { distanceKm } from './great-circle.ts';

/** Under this distance or time apart two places say nothing: addresses are located by the town, clocks by the minute. */
const ignoreUnderKm = 50;
const ignoreUnderS = 600;
/** Taken off the distance besides both accuracy radii. */
const slackKm = 100;

/** The newest place that the account is believed to have been at. */
export const lastFixOf = (profile: Profile): Fix | undefined =>
  profile.staged.reduce<Fix | undefined>((newest, lesson: Lesson) => newerFix(newest, lesson.fix), profile.lastFix);

/**
 * Speed in km/h that a journey between two fixes would take:
 * (distance − both accuracy radii − 100 km) / max(elapsed, 1 h); 0 when they are under 50 km or 10 minutes apart.
 */
export function impliedSpeedKmh(from: Fix, to: Fix): number {
  const km = distanceKm(from.latitude100 / 100, from.longitude100 / 100, to.latitude100 / 100, to.longitude100 / 100);
  const elapsedS = Math.abs(to.timeS - from.timeS);
  if (km < ignoreUnderKm || elapsedS < ignoreUnderS) return 0;
  const journeyKm = Math.max(0, km - from.accuracyKm - to.accuracyKm - slackKm);
  return journeyKm / (Math.max(elapsedS, hourS) / hourS);
}
