const earthRadiusKm = 6371;
const radians = Math.PI / 180;

/** Great-circle distance in kilometres between two points in degrees (haversine). */
export function distanceKm(latitudeA: number, longitudeA: number, latitudeB: number, longitudeB: number): number {
  const halfLatitude = Math.sin(((latitudeB - latitudeA) * radians) / 2);
  const halfLongitude = Math.sin(((longitudeB - longitudeA) * radians) / 2);
  const h = halfLatitude ** 2 + Math.cos(latitudeA * radians) * Math.cos(latitudeB * radians) * halfLongitude ** 2;
  return 2 * earthRadiusKm * Math.asin(Math.min(1, Math.sqrt(h)));
}
