import type { LogRecord } from '../ports/event-log.ts';
import { type AccountExport, createExportAccount } from './account-export.ts';
import { type ErasureSettings, createEraseAccount } from './erase-account.ts';
import type { ErasurePorts } from './erasure-ports.ts';
import { keepSealed } from './keep-sealed.ts';
import { createSealAnew } from './seal-anew.ts';
import { createTakeInErasures } from './take-in-erasures.ts';

/** What a notifier does about the privacy of an account (SEC-07). */
export interface AccountErasure {
  /** For records of `risk.decisions`, beside the reader of cases: accounts that the scorer has erased are erased here too. */
  handle(records: readonly LogRecord[]): Promise<void>;
  /** Seals records anew after a rotation of the contacts key, until it is stopped. */
  start(): { stop(): Promise<void> };
  /** Everything that is kept of an account. Throws `store_unavailable` (retryable). */
  kept(accountId: string): Promise<AccountExport>;
}

export const createAccountErasure = (ports: ErasurePorts, settings: ErasureSettings): AccountErasure => ({
  handle: createTakeInErasures(createEraseAccount(ports, settings)),
  start: () => ({
    stop: keepSealed(createSealAnew(ports), ports.clock, (error) => settings.notifier.observer.failed('sweep', error)),
  }),
  kept: createExportAccount(ports, settings.notifier),
});
