import { utf8Bytes } from './utf8.ts';

/** Murmur2 as Apache Kafka's `Utils.murmur2` computes it: a signed 32-bit number. */
export function murmur2(data: Uint8Array): number {
  const { length } = data;
  const mixer = 0x5bd1e995;
  let hash = 0x9747b28c ^ length;
  const whole = length - (length % 4);
  for (let at = 0; at < whole; at += 4) {
    let word = (data[at] ?? 0) | ((data[at + 1] ?? 0) << 8) | ((data[at + 2] ?? 0) << 16) | ((data[at + 3] ?? 0) << 24);
    word = Math.imul(word, mixer);
    word ^= word >>> 24;
    hash = Math.imul(hash, mixer) ^ Math.imul(word, mixer);
  }
  const left = length % 4;
  if (left === 3) hash ^= (data[whole + 2] ?? 0) << 16;
  if (left >= 2) hash ^= (data[whole + 1] ?? 0) << 8;
  if (left >= 1) hash = Math.imul(hash ^ (data[whole] ?? 0), mixer);
  hash = Math.imul(hash ^ (hash >>> 13), mixer);
  return hash ^ (hash >>> 15);
}

/** The partition on which Kafka's own default partitioner puts a key. */
export const partitionOf = (key: Uint8Array | string, partitions: number): number =>
  (murmur2(typeof key === 'string' ? utf8Bytes(key) : key) & 0x7fffffff) % partitions;
