import type { Spot } from './handover.ts';

/** From so far on it is another address: a wide yard and a bad signal lie below it. As `farKm` of the policy that ships. */
const farM = 600;
/** A phone that claims to know less than this about where it is says nothing. */
const mostAccuracyM = 200;
const earthRadiusM = 6_371_000;

/** Whether a courier stands at another address than the door; what is not known is not elsewhere. `accuracyM`: radius, as the phone tells. */
export function isElsewhere(
  courier: (Spot & { readonly accuracyM?: number | undefined }) | undefined,
  door: Spot | undefined,
): boolean {
  if (courier === undefined || door === undefined) return false;
  return distanceM(courier, door) > farM + Math.min(courier.accuracyM ?? 0, mostAccuracyM);
}

/** Haversine, in metres. */
function distanceM(a: Spot, b: Spot): number {
  const radians = (degrees: number): number => (degrees * Math.PI) / 180;
  const byLatitude = Math.sin(radians(b.latitude - a.latitude) / 2) ** 2;
  const byLongitude = Math.sin(radians(b.longitude - a.longitude) / 2) ** 2;
  const share = byLatitude + Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude)) * byLongitude;
  return 2 * earthRadiusM * Math.asin(Math.min(1, Math.sqrt(share)));
}
