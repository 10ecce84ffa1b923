/**
 * 32-bit hash of a text: FNV-1a with a seed, then a final mix so that every bit depends on every character.
 * Not secret and not collision-proof against an attacker; what it hashes are keyed pseudonyms or ids (SEC-07).
 */
export function hash32(text: string, seed = 0): number {
  let hash = (0x811c9dc5 ^ seed) >>> 0;
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

const highSeed = 0x9e3779b9;

/** The upper half of a 64-bit hash; `hash32(text)` is the lower. Two numbers, because bigint costs ten times as much. */
export const hashHigh = (text: string): number => hash32(text, highSeed);
