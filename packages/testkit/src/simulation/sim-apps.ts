import {
  type AuthenticatorRecord,
  encodeAuthenticator,
  recoveryCodes,
  secretBytes,
  stepAt,
  stepCode,
} from '@countersign/challenge';
import { type StoredChallenge, appHmac, authenticatorRecordId, createPseudonyms } from '@countersign/engine';
import { simMac } from './sim-mac.ts';

/** Accounts whose owners enrolled an authenticator app long ago. */
const appAccounts = ['ada', 'ben'] as const;
const markBytes = 8;

const secretOf = (accountId: string): Uint8Array => new Uint8Array(secretBytes).fill(accountId.charCodeAt(0));

/** What the app of an account shows. `nowMs`: epoch milliseconds. */
export const appShows = (accountId: string, nowMs: number): string =>
  stepCode(secretOf(accountId), stepAt(nowMs), appHmac);

/** The records of those apps as a store holds them: the vault of the simulation seals nothing. */
export function enrolledApps(): ReadonlyMap<string, StoredChallenge> {
  const pseudonym = createPseudonyms(simMac);
  return new Map(
    appAccounts.map((accountId) => {
      const state = Buffer.concat([Buffer.alloc(markBytes), encodeAuthenticator(enrolled(accountId))]);
      return [authenticatorRecordId(pseudonym('account', accountId)), { state, version: 1 }];
    }),
  );
}

const enrolled = (accountId: string): AuthenticatorRecord => ({
  active: {
    secret: secretOf(accountId),
    enrolledAtMs: 0,
    strongFromMs: 0,
    lastStep: 0,
    lastStepFor: '',
    recovery: Array.from({ length: recoveryCodes }, (_, at) => ({ digest: new Uint8Array(32).fill(at + 1) })),
  },
  spentApprovals: [],
});
