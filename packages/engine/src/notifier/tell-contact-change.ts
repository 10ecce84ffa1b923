import type { ContactChange, KnownContacts } from '@countersign/challenge';
import type { LogRecord } from '../ports/event-log.ts';
import type { Notices } from './notices.ts';

/** Tells whoever had the old contact that it was changed, once for each record (OTP-31). Durable when it resolves. */
export type TellContactChange = (changed: {
  readonly accountId: string;
  readonly changes: readonly ContactChange[];
  /** Before the change. */
  readonly before: KnownContacts;
  readonly record: Pick<LogRecord, 'topic' | 'partition' | 'offset' | 'timestampMs'>;
}) => Promise<void>;

export const createTellContactChange =
  (notices: Pick<Notices, 'raise'>): TellContactChange =>
  async ({ accountId, changes, before, record }) => {
    const cause = `${record.topic}/${record.partition}/${record.offset}`;
    for (const { kind, old } of changes) {
      await notices.raise({
        accountId,
        kind: 'contact_changed',
        cause: `${cause}/${kind}`,
        facts: { atMs: record.timestampMs, contact: kind, about: `${cause}/${kind}` },
        to: { channel: kind === 'email' ? 'email' : 'sms', to: old },
        contacts: before,
      });
    }
  };
