import type { KeyPurpose } from './key-purpose.ts';

/** How long the keys of a purpose are needed, and whether they can be rotated at all. */
export interface KeyLife {
  /** False: a new key would orphan what the old one made. */
  readonly rotates: boolean;
  /** How long after its successor came into use an old key is needed, milliseconds. */
  readonly neededMs: number;
  /** What needs it, for `keys list`. */
  readonly neededFor: string;
}

const dayMs = 86_400_000;

/** What old keys are still good for, by purpose. */
export const keyLives: Readonly<Record<KeyPurpose, KeyLife>> = {
  pseudonym: {
    rotates: false,
    neededMs: Infinity,
    neededFor: 'profiles, entity sets and budgets are found by it',
  },
  'challenge-id': { rotates: true, neededMs: 0, neededFor: 'nothing: an id stands in the records that name it' },
  binding: {
    rotates: true,
    neededMs: 600_000,
    neededFor: 'nothing checks it again; for ten minutes the same act asked twice gets two codes',
  },
  code: { rotates: true, neededMs: 7 * dayMs, neededFor: 'codes sent before, those of a hand-over for seven days' },
  outcome: {
    rotates: true,
    neededMs: 90 * dayMs,
    neededFor: 'signed records that topics still hold: outcomes 30 days, resolutions 90',
  },
  link: { rotates: true, neededMs: 7 * dayMs, neededFor: 'links in mail sent before, good for seven days' },
  contacts: {
    rotates: true,
    neededMs: Infinity,
    neededFor: 'what upstream sealed for it; what lies in the store goes over to the new one a minute after',
  },
};
