import type { ClaimedChallenge } from '@countersign/challenge';
import type { NotifierSettings } from '../notifier/notifier-ports.ts';
import { createContactBook } from '../notifier/contact-book.ts';
import { createFindRecords } from './account-records.ts';
import { type ShownRecord, createShowRecord } from './show-record.ts';
import type { ErasurePorts } from './erasure-ports.ts';

/** Everything that the notifier keeps of an account, in the open for its owner; no key, nonce or other secret is in it. */
export interface AccountExport {
  readonly accountId: string;
  /** Undefined: none are kept. */
  readonly contacts: unknown;
  readonly challenges: readonly unknown[];
  readonly cases: readonly unknown[];
  /** What else is kept of it: budget, authenticator, notices and their like. */
  readonly others: readonly ShownRecord[];
}

/** Finds and shows what is kept of an account (SEC-07). Throws `store_unavailable` (retryable). */
export function createExportAccount(
  ports: ErasurePorts,
  settings: NotifierSettings,
): (accountId: string) => Promise<AccountExport> {
  const findRecords = createFindRecords(ports);
  const book = createContactBook(ports, settings);
  const show = createShowRecord(ports);
  return async (accountId) => {
    const [contacts, { challenges, cases, named }] = await Promise.all([book.find(accountId), findRecords(accountId)]);
    const others = await Promise.all(named.map((id) => show(accountId, id)));
    const shown = others.filter((one) => one !== undefined);
    return { accountId, contacts, challenges: challenges.map(withoutSecrets), cases, others: shown };
  };
}

/** The nonce makes the code, the binding opens it: neither is the owner's business. */
function withoutSecrets({ terms, ...state }: ClaimedChallenge): unknown {
  const { key: _, bindingDigest: __, traceparent: ___, ...shown } = terms;
  return { ...shown, ...state };
}
