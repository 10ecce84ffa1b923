/** Where an address is, as far as the data says. Degrees and kilometres. */
export interface GeoFix {
  readonly country: string;
  readonly region?: string;
  readonly city?: string;
  readonly latitude?: number;
  readonly longitude?: number;
  readonly accuracyKm?: number;
}

/** Looks an IP address up, without waiting. Unknown is a value with a reason: `private`, `not_found`, `no_address`, `unavailable`. */
export interface Geo {
  lookup(ip: string): GeoFix | { readonly unknown: string };
}
