import { type Contacts, type Unreadable, readSealedContacts } from '@countersign/events';
import type { ContactEnvelope } from '../ports/contact-envelope.ts';

/** Contacts in clear, out of a record that may hold them sealed (DEL-22); or why they cannot be had. */
export async function openContacts(
  data: Contacts,
  envelope: ContactEnvelope | undefined,
): Promise<{ readonly ok: true; readonly contacts: Contacts } | Unreadable> {
  if (data.sealed === undefined) return { ok: true, contacts: data };
  if (data.email !== undefined || data.phone !== undefined) return refused('invalid_data', both);
  const opened = await envelope?.open(data.sealed);
  if (opened === undefined) return refused('not_decryptable', 'data.sealed: this notifier opens no sealed contacts.');
  if (opened.ok) return readSealedContacts(opened.plaintext, data.accountId);
  return refused('not_decryptable', opened.reason === 'unknown_key' ? unknownKey : damaged);
}

const both = 'data holds contacts both sealed and in clear; allowed: one or the other.';
const unknownKey =
  'data.sealed is sealed for a key that is not here; allowed: one that `countersign keys contacts` prints.';
const damaged =
  'data.sealed cannot be opened; allowed: a JWE of ECDH-ES on X25519 with A256GCM for the key that its kid names.';

const refused = (code: Unreadable['code'], message: string): Unreadable => ({ ok: false, code, message });
