import type { LogRecord } from '../ports/event-log.ts';
import { type AccountExport, createExportAccount } from './account-export.ts';
import { type ErasureSettings, createEraseAccount } from './erase-account.ts';
import type { ErasurePorts } from './erasure-ports.ts';
import { createTakeInErasures } from './take-in-erasures.ts';

/** What a notifier does about the privacy of an account (SEC-07). */
export interface AccountErasure {
  /** For records of `risk.decisions`, beside the reader of cases: accounts that the scorer has erased are erased here too. */
  handle(records: readonly LogRecord[]): Promise<void>;
  /** Everything that is kept of an account. Throws `store_unavailable` (retryable). */
  kept(accountId: string): Promise<AccountExport>;
}

export const createAccountErasure = (ports: ErasurePorts, settings: ErasureSettings): AccountErasure => ({
  handle: createTakeInErasures(createEraseAccount(ports, settings)),
  kept: createExportAccount(ports, settings.notifier),
});
