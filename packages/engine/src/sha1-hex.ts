import { hash } from 'node:crypto';

/** SHA-1 by the platform, for derived ids: forty hex digits, a tenth of the time that the pure one takes. */
export const sha1Hex = (bytes: Uint8Array): string => hash('sha1', bytes, 'hex');
