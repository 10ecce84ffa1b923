import { randomBytes, randomFillSync } from 'node:crypto';
import type { Randomness } from '@countersign/engine';

const poolBytes = 4_096;
/** What is asked for most is 8 to 32 bytes. */
const mostFromPool = 64;

/** Chance from the CSPRNG of the system (OTP-01), drawn for many calls at once: a draw of eight bytes costs as much as one of thousands. */
export const systemRandomness: Randomness = pooled();

function pooled(): Randomness {
  const pool = Buffer.alloc(poolBytes);
  let at = poolBytes;
  return {
    bytes(length) {
      if (length > mostFromPool) return randomBytes(length);
      if (at + length > poolBytes) {
        randomFillSync(pool);
        at = 0;
      }
      const taken = Buffer.from(pool.subarray(at, at + length));
      pool.fill(0, at, at + length); // What was handed out lies nowhere else.
      at += length;
      return taken;
    },
  };
}
