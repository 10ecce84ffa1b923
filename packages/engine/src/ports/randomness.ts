/** Chance as an argument: `length` bytes from the system's CSPRNG, or from a seed in tests. */
export interface Randomness {
  bytes(length: number): Uint8Array;
}
