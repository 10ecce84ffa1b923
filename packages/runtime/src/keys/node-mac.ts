import { createHmac } from 'node:crypto';
import type { Mac } from '@countersign/engine';
import { CountersignError } from '@countersign/events';
import type { KeyRing } from './key-ring.ts';

/** The Mac port on node:crypto: HMAC-SHA256, about 2 µs a digest. */
export function nodeMac(keys: KeyRing): Mac {
  return {
    currentKid: (purpose) => keys.current(purpose).kid,
    digest(purpose, input, kid) {
      const key = kid === undefined ? keys.current(purpose).key : keys.find(purpose, kid);
      if (key === undefined) {
        // Retryable: a copy that has not read a new key yet answers 503 until it has (OTP-13), not "wrong code".
        throw new CountersignError(
          'bad_configuration',
          `No key for '${purpose}' is called '${kid}'; add it again beside the current one.`,
          { retryable: true },
        );
      }
      const text = createHmac('sha256', key).update(input).digest('binary');
      return Buffer.from(text, 'binary'); // Out of Node's pool: a digest as bytes is an allocation of its own, half as dear again.
    },
    knows: (purpose, kid) => keys.find(purpose, kid) !== undefined,
  };
}
