import { type Channel, CountersignError, contacts as contactsSchema, utf8Bytes, utf8Text } from '@countersign/events';
import type { ContactStanding, KnownContacts } from './known-contacts.ts';
import { normalContacts } from './normal-contacts.ts';
import { reviseContacts } from './revise-contacts.ts';

/** 1, which bore no number: the record as it came. 2: what is known of each contact, and the record that it rests on. */
const version = 2;

/** What is remembered of an account's contacts, with the offset of the record that was taken in last. */
export interface StoredContacts {
  readonly revision: number;
  readonly known: KnownContacts;
}

/** Contacts as bytes to be sealed. */
export const encodeKnownContacts = ({ revision, known }: StoredContacts): Uint8Array =>
  utf8Bytes(JSON.stringify({ v: version, revision, ...known }));

/**
 * Reads what `encodeKnownContacts` wrote, and what releases before it stored: those are taken for an import.
 * Throws `CountersignError` `bad_state` for anything else.
 */
export function decodeKnownContacts(bytes: Uint8Array): StoredContacts {
  const json = parsed(bytes);
  if (json['v'] === undefined) return fromRecord(json);
  if (json['v'] !== version) throw unreadable();
  const { revision, email, phone, language, timeZone, preferredChannel } = json as unknown as Written;
  return { revision, known: { email, phone, language, timeZone, preferredChannel } };
}

/** Written by `encodeKnownContacts` alone, and sealed since. */
interface Written {
  readonly revision: number;
  readonly email?: ContactStanding;
  readonly phone?: ContactStanding;
  readonly language?: string;
  readonly timeZone?: string;
  readonly preferredChannel?: Channel;
}

function parsed(bytes: Uint8Array): Readonly<Record<string, unknown>> {
  try {
    const json: unknown = JSON.parse(utf8Text(bytes) ?? '');
    if (typeof json === 'object' && json !== null) return json as Record<string, unknown>;
  } catch {
    // Told below.
  }
  throw unreadable();
}

function fromRecord(json: Readonly<Record<string, unknown>>): StoredContacts {
  const record = contactsSchema.safeParse(json);
  if (!record.success) throw unreadable();
  const imported = { atMs: Number.MAX_SAFE_INTEGER, quarantineMs: 0, approved: new Set<never>() };
  return { revision: -1, known: reviseContacts(undefined, normalContacts(record.data, undefined), imported).known };
}

const unreadable = (): CountersignError =>
  new CountersignError('bad_state', `Stored contacts cannot be read; this release reads versions 1 and ${version}.`);
