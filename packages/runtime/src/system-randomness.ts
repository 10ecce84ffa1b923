import { randomBytes } from 'node:crypto';
import type { Randomness } from '@countersign/engine';

/** Chance from the CSPRNG of the system (OTP-01). */
export const systemRandomness: Randomness = { bytes: (length) => randomBytes(length) };
