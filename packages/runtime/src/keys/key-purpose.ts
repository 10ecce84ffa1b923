import type { MacPurpose } from '@countersign/engine';

/** Every purpose that has keys of its own: those of the Mac port, and the encryption of contacts. */
export type KeyPurpose = MacPurpose | 'contacts';

/** All purposes, in the order of the documentation. */
export const keyPurposes = [
  'pseudonym',
  'challenge-id',
  'binding',
  'code',
  'outcome',
  'link',
  'contacts',
] as const satisfies readonly KeyPurpose[];

/** Name of the variable with the keys of a purpose: `COUNTERSIGN_KEY_CHALLENGE_ID`. */
export function keyVariableName(purpose: KeyPurpose): string {
  return `COUNTERSIGN_KEY_${purpose.toUpperCase().replaceAll('-', '_')}`;
}
