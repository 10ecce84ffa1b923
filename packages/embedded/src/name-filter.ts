/** Which of many names were never added, from 2 MiB of memory, however many there are: a Bloom filter. */
export interface NameFilter {
  add(name: string): void;
  /** False only for a name that was never added; of a million names, true for one in two hundred others. */
  mayHold(name: string): boolean;
}

const words = 2 ** 19;
/** All bits of a name lie in one line of the processor's cache: a look at the filter waits for memory once. */
const wordsOfLine = 16;
const lines = words / wordsOfLine;
const bitsOfName = 3;
const bitsOfPlace = 9;

export function createNameFilter(): NameFilter {
  const filter = new Int32Array(words);
  return {
    add(name) {
      const hash = hashOf(name);
      const line = (hash % lines) * wordsOfLine;
      let places = mixed(hash);
      for (let left = bitsOfName; left > 0; left -= 1, places >>>= bitsOfPlace) {
        const word = line + wordOf(places);
        filter[word] = (filter[word] ?? 0) | bitOf(places);
      }
    },
    mayHold(name) {
      const hash = hashOf(name);
      const line = (hash % lines) * wordsOfLine;
      let places = mixed(hash);
      for (let left = bitsOfName; left > 0; left -= 1, places >>>= bitsOfPlace) {
        if (((filter[line + wordOf(places)] ?? 0) & bitOf(places)) === 0) return false;
      }
      return true;
    },
  };
}

const wordOf = (places: number): number => places & (wordsOfLine - 1);
const bitOf = (places: number): number => 1 << ((places >>> 4) & 31);

/** FNV-1a. */
function hashOf(name: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < name.length; at += 1) hash = Math.imul(hash ^ name.charCodeAt(at), 0x01000193);
  return mixed(hash);
}

/** The last step of MurmurHash3: every bit comes to depend on every other. */
function mixed(hash: number): number {
  let mix = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  mix = Math.imul(mix ^ (mix >>> 13), 0xc2b2ae35);
  return (mix ^ (mix >>> 16)) >>> 0;
}
