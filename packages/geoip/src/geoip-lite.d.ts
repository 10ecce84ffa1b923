/** What this package uses of geoip-lite 2.0.3, which ships no types. */
declare module 'geoip-lite' {
  export interface Lookup {
    /** First and last address as numbers, for IPv4; an empty text for IPv6. */
    readonly range: readonly [number, number] | '';
    readonly country: string;
    readonly region: string;
    readonly city: string;
    readonly ll: readonly [number | null, number | null];
    /** Accuracy radius in kilometres. */
    readonly area?: number;
  }
  const geoip: { lookup(ip: string): Lookup | null };
  export default geoip;
}
