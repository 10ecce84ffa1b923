import { utf8Text } from '@countersign/events';
import type { Connection } from '../connection/connection.ts';
import { askNotifier } from '../connection/notifier-api.ts';
import { recordsOfAccount } from './account-topics.ts';

/** Everything that is kept of an account, by where it is kept (SEC-07). */
export interface ExportedAccount {
  readonly accountId: string;
  readonly exportedAt: string;
  /** What the scorer remembers; undefined when nothing, a sentence when it cannot be reached from here. */
  readonly profile: unknown;
  /** Contacts, challenges and cases in the notifier's stores, or a sentence. */
  readonly notifier: unknown;
  /** By topic: the log time and value of every record. */
  readonly topics: Readonly<Record<string, readonly { readonly at: string; readonly value: unknown }[]>>;
}

/** Gathers it for the owner: nothing is masked, and no key, nonce or code is in it. */
export async function exportAccount(
  connection: Connection,
  accountId: string,
  nowMs: number,
): Promise<ExportedAccount> {
  const [profile, notifier, found] = await Promise.all([
    connection.profile(accountId),
    askNotifier(connection.verification, '/v1/accounts/export', { accountId }),
    recordsOfAccount(connection, accountId),
  ]);
  return {
    accountId,
    exportedAt: new Date(nowMs).toISOString(),
    profile,
    notifier: notifier.error ?? notifier.body,
    topics: Object.fromEntries(
      found.map(({ topic, records }) => [
        topic,
        records.map(({ timestampMs, value }) => ({ at: new Date(timestampMs).toISOString(), value: shown(value) })),
      ]),
    ),
  };
}

/** JSON as it is; other text as text, what is no text by its length. */
function shown(value: Uint8Array | null): unknown {
  if (value === null) return null;
  const text = utf8Text(value);
  if (text === undefined) return `${value.length} bytes that are no text`;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
