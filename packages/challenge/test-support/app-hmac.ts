import { hmac } from '@noble/hashes/hmac.js';
import { sha1 } from '@noble/hashes/legacy.js';
import type { AppHmac } from '../src/authenticator/step-code.ts';

/** For tests of this package: HMAC-SHA-1 without anything of Node. */
export const appHmac: AppHmac = (key, data) => hmac(sha1, key, data);
