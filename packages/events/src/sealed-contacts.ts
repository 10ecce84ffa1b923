import { whereAndWhat } from './envelope/envelope.ts';
import { type Unreadable, parseJson, unreadable } from './envelope/parse-json.ts';
import { type Contacts, contacts } from './records/contacts.ts';

/**
 * Reads what was sealed in a record of contacts: the `data` that would else have travelled in clear, as UTF-8 JSON, checked as that is.
 * It must name the account of the record, or anybody could hang one account's contacts on another. Never throws.
 */
export function readSealedContacts(
  plaintext: Uint8Array,
  accountId: string,
): { readonly ok: true; readonly contacts: Contacts } | Unreadable {
  const parsed = parseJson(plaintext, 1);
  if (!parsed.ok) return { ...parsed, message: `In data.sealed: ${parsed.message}` };
  const data = contacts.safeParse(parsed.json);
  if (!data.success) return unreadable('invalid_data', `In data.sealed: ${whereAndWhat(data.error.issues, 'data')}`);
  if (data.data.sealed !== undefined) return unreadable('invalid_data', 'data.sealed holds another sealed payload.');
  if (data.data.accountId === accountId) return { ok: true, contacts: data.data };
  return unreadable('subject_mismatch', 'The accountId in data.sealed is not that of the record.');
}
