import { type KeyObject, createHmac, createSecretKey } from 'node:crypto';
import {
  type AppAttempt,
  type AppProof,
  type AuthenticatorRecord,
  checkAppCode,
  decodeAuthenticator,
  encodeAuthenticator,
  noAuthenticator,
  recoveryCodes,
  secretBytes,
  spendProof,
} from '@countersign/challenge';
import type { StoredChallenge } from '../ports/challenge-store.ts';
import { createPseudonyms } from '../pseudonyms.ts';
import type { NotifierPorts, NotifierSettings } from './notifier-ports.ts';
import { type RecordKind, changeRecord } from './stored-record.ts';
import { markBytes } from './stored-state.ts';

/**
 * Authenticator apps by account: sealed as contacts are, under the account's pseudonym (OTP-20, SEC-07). Every method throws
 * `store_unavailable` (retryable) when the store fails.
 */
export interface AuthenticatorBook {
  find(accountId: string): Promise<AuthenticatorRecord>;
  /** What a typed code proves. Undefined `accountId`: nobody's challenge; the same work all the same (OTP-05). */
  check(accountId: string | undefined, attempt: Omit<AppAttempt, 'accountId'>): Promise<AppProof | undefined>;
  /** Spends a proof on a challenge, durably; false when it was spent on another one meanwhile. */
  spend(accountId: string, proof: AppProof, challengeId: string): Promise<boolean>;
  /** Changes a record by compare-and-set; `change` may be called several times. Durable when it resolves. */
  change<Found>(
    accountId: string,
    change: (before: AuthenticatorRecord) => {
      readonly record?: AuthenticatorRecord | undefined;
      readonly found: Found;
    },
  ): Promise<Found>;
}

const keyObjects = new WeakMap<Uint8Array, KeyObject>();

/** HMAC-SHA-1, which authenticator apps compute; its weakness against collisions says nothing here (RFC 6238 §1.2). */
export function appHmac(key: Uint8Array, data: Uint8Array): Uint8Array {
  let object = keyObjects.get(key);
  if (object === undefined) {
    object = createSecretKey(key); // With raw bytes each digest is seven times as dear, and four are made of one secret.
    keyObjects.set(key, object);
  }
  return createHmac('sha1', object).update(data).digest();
}

/** Id of the record that holds an account's authenticator, beside the challenges. @param account pseudonym of the account */
export const authenticatorRecordId = (account: string): string => `authenticator:${account}`;

/** An enrolment lives as long as the account: erasure ends it, not time. */
export const authenticatorKeepMs = 100 * 365 * 86_400_000;
const nobody = 'nobody';

export function createAuthenticatorBook(
  ports: Pick<NotifierPorts, 'challenges' | 'clock' | 'mac' | 'randomness' | 'vault'>,
  { observer }: Pick<NotifierSettings, 'observer'>,
): AuthenticatorBook {
  const { challenges, vault } = ports;
  const pseudonym = createPseudonyms(ports.mac);
  const idOf = (accountId: string): string => authenticatorRecordId(pseudonym('account', accountId));

  const open = (accountId: string, bytes: Uint8Array): AuthenticatorRecord => {
    const opened = vault.open(accountId, bytes);
    if (opened.ok) return decodeAuthenticator(opened.plaintext);
    observer.contactsUnreadable(opened.reason);
    return noAuthenticator;
  };
  /** Opened wherever there is nothing to open, so that an account without an authenticator takes as long (OTP-05). */
  const decoy = vault.seal(nobody, encodeAuthenticator(decoyRecord));
  const kindOf = (accountId: string): RecordKind<AuthenticatorRecord> => ({
    keepMs: authenticatorKeepMs,
    decode: (bytes) => (bytes === undefined ? noAuthenticator : open(accountId, bytes)),
    encode: (record) => vault.seal(accountId, encodeAuthenticator(record)),
  });
  const read = (accountId: string, stored: StoredChallenge | undefined): AuthenticatorRecord => {
    if (stored !== undefined) return open(accountId, stored.state.subarray(markBytes));
    open(nobody, decoy);
    return noAuthenticator;
  };

  const book: AuthenticatorBook = {
    find: async (accountId) => read(accountId, await challenges.load(idOf(accountId))),
    async check(accountId, attempt) {
      const id = accountId ?? nobody;
      const { active } = await book.find(id);
      return checkAppCode(active, { ...attempt, accountId: id }, appHmac);
    },
    spend: (accountId, proof, challengeId) =>
      book.change(accountId, (before) => {
        const active = before.active === undefined ? undefined : spendProof(before.active, proof, challengeId);
        return active === undefined ? { found: false } : { record: { ...before, active }, found: true };
      }),
    change: (accountId, change) =>
      changeRecord(ports, idOf(accountId), kindOf(accountId), (before) => {
        const { record, found } = change(before);
        return Promise.resolve({ value: record ?? before, found });
      }),
  };
  return book;
}

const decoyRecord: AuthenticatorRecord = {
  active: {
    secret: new Uint8Array(secretBytes),
    enrolledAtMs: 0,
    strongFromMs: 0,
    lastStep: 0,
    lastStepFor: '',
    recovery: Array.from({ length: recoveryCodes }, () => ({ digest: new Uint8Array(32) })),
  },
  spentApprovals: [],
};
