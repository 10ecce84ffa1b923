import { byteReader, byteWriter } from '@countersign/challenge';
import { createPseudonyms } from '../pseudonyms.ts';
import { type NotifierPorts, notifierLimits } from './notifier-ports.ts';
import { type RecordKind, changeRecord, loadRecord } from './stored-record.ts';

/** A notice of an account, to be found again. */
export interface AccountNotice {
  readonly id: string;
  readonly atMs: number;
}

/** Which notices an account was sent: the last ones, for whoever asks what it was told (OTP-41). */
export interface AccountNotices {
  /** Adds it once, durably. */
  add(accountId: string, notice: AccountNotice): Promise<void>;
  /** Oldest first. */
  list(accountId: string): Promise<readonly AccountNotice[]>;
}

const most = 32;

/** How the list lies in the store. */
export const keptNotices: RecordKind<readonly AccountNotice[]> = {
  keepMs: notifierLimits.keepMs,
  encode(notices) {
    const writer = byteWriter();
    writer.number(1);
    writer.number(notices.length);
    for (const { id, atMs } of notices) {
      writer.text(id);
      writer.number(atMs);
    }
    return writer.done();
  },
  decode(bytes) {
    if (bytes === undefined) return [];
    const reader = byteReader(bytes);
    reader.oneOf([undefined, 1]);
    return Array.from({ length: Math.min(reader.number(), most) }, () => ({
      id: reader.text(),
      atMs: reader.number(),
    }));
  },
};

export function createAccountNotices(
  ports: Pick<NotifierPorts, 'challenges' | 'clock' | 'randomness' | 'mac'>,
): AccountNotices {
  const pseudonym = createPseudonyms(ports.mac);
  const nameOf = (accountId: string): string => `notices:account:${pseudonym('account', accountId)}`;
  return {
    add: (accountId, notice) =>
      changeRecord(ports, nameOf(accountId), keptNotices, (before) => {
        const others = before.filter(({ id }) => id !== notice.id);
        const value = others.length < before.length ? before : [...others, notice].slice(-most);
        return Promise.resolve({ value, found: undefined });
      }),
    list: (accountId) => loadRecord(ports, nameOf(accountId), keptNotices),
  };
}
