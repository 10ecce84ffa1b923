import { type Challenge, type Contacts, type Unreadable, decodeRecord, utf8Text } from '@countersign/events';
import type { LogRecord } from '../ports/event-log.ts';
import { traceparentOf } from '../record-trace.ts';

/** A challenge as it was read, with the trace that it belongs to. */
export interface ReadChallenge {
  readonly ok: true;
  readonly challenge: Challenge;
  readonly traceparent: string | undefined;
}

/** Contacts as they were read; `null`: the account's tombstone. */
export interface ReadContacts {
  readonly ok: true;
  readonly accountId: string;
  readonly contacts: Contacts | null;
}

/** Reads a record of `risk.challenges`. Never throws. */
export function readChallenge(record: LogRecord): ReadChallenge | Unreadable {
  const read = decodeRecord('challenge.requested', record.value);
  if (!read.ok) return read;
  const { data, subject } = read.record;
  if (!isAbout(record, subject, data.accountId)) return mismatch;
  return { ok: true, challenge: data, traceparent: traceparentOf(record) };
}

/** Reads a record of the compacted `account.contacts`. Never throws. */
export function readContacts(record: LogRecord): ReadContacts | Unreadable {
  const key = keyOf(record);
  if (record.value === null && key !== undefined) return { ok: true, accountId: key, contacts: null };
  const read = decodeRecord('contacts.changed', record.value);
  if (!read.ok) return read;
  const { data, subject } = read.record;
  if (!isAbout(record, subject, data.accountId)) return mismatch;
  return { ok: true, accountId: data.accountId, contacts: data };
}

const mismatch: Unreadable = {
  ok: false,
  code: 'subject_mismatch',
  message: 'key, subject and data.accountId must all be the account id, and they differ.',
};

const isAbout = (record: LogRecord, subject: string, accountId: string): boolean =>
  subject === accountId && keyOf(record) === accountId;

const keyOf = ({ key }: LogRecord): string | undefined => (key === null ? undefined : utf8Text(key));
