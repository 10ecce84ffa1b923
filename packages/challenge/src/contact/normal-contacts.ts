import type { Contacts } from '@countersign/events';
import { emailAddress, emailProblemWords } from './email-address.ts';
import type { ContactKind, KnownContacts } from './known-contacts.ts';
import { knownLanguage, knownTimeZone } from './known-locale.ts';
import { phoneNumber, phoneProblemWords } from './phone-number.ts';

/** One contact of a record, in its normal form. */
export interface NormalContact {
  readonly value: string;
  readonly verifiedAtMs?: number | undefined;
  readonly changedAtMs?: number | undefined;
  readonly previous?: { readonly value: string; readonly verifiedAtMs?: number | undefined } | undefined;
  readonly simChangedAtMs?: number | undefined;
}

/** A record of contacts in normal forms, and what of it could not be used. */
export interface NormalContacts extends Pick<KnownContacts, 'language' | 'timeZone' | 'preferredChannel'> {
  readonly accountId: string;
  readonly email?: NormalContact | undefined;
  readonly phone?: NormalContact | undefined;
  /** One sentence for each contact that is left out; none repeats its value. */
  readonly refused: readonly string[];
  /** Names that nobody knows: the default serves instead. */
  readonly unknown: readonly ('language' | 'timeZone')[];
}

/**
 * Brings a record's contacts into the one form that is stored, compared and sent to. A contact that no message can reach is left
 * out and said so; the others stay usable.
 *
 * @param defaultCountry for phone numbers of a record that names none
 */
export function normalContacts(contacts: Contacts, defaultCountry: string | undefined): NormalContacts {
  const readers: Readonly<Record<ContactKind, (value: string) => Read>> = {
    email: readEmail,
    phone: (value) => readPhone(value, contacts.phone?.country ?? defaultCountry),
  };
  const email = normal('email', contacts.email, readers.email);
  const phone = normal('phone', contacts.phone, readers.phone);
  const language = knownLanguage(contacts.language);
  const timeZone = knownTimeZone(contacts.timeZone);
  return {
    accountId: contacts.accountId,
    email: email.contact,
    phone: phone.contact,
    language,
    timeZone,
    preferredChannel: contacts.preferredChannel,
    refused: [...email.refused, ...phone.refused],
    unknown: [
      ...(contacts.language !== undefined && language === undefined ? (['language'] as const) : []),
      ...(contacts.timeZone !== undefined && timeZone === undefined ? (['timeZone'] as const) : []),
    ],
  };
}

type Read = { readonly ok: true; readonly value: string } | { readonly ok: false; readonly words: string };
type Given = NonNullable<Contacts['phone']>;

function normal(
  kind: ContactKind,
  given: Given | undefined,
  readValue: (value: string) => Read,
): { readonly contact?: NormalContact; readonly refused: readonly string[] } {
  if (given === undefined) return { refused: [] };
  const read = readValue(given.value);
  if (!read.ok) return { refused: [`data.${kind}.value ${read.words}`] };
  const { previous } = given;
  const before = previous === undefined ? undefined : readValue(previous.value);
  return {
    contact: {
      value: read.value,
      verifiedAtMs: instantMs(given.verifiedAt),
      changedAtMs: instantMs(given.changedAt),
      previous:
        before?.ok === true ? { value: before.value, verifiedAtMs: instantMs(previous?.verifiedAt) } : undefined,
      simChangedAtMs: instantMs(given.simChangedAt),
    },
    refused: before?.ok === false ? [`data.${kind}.previous.value ${before.words}`] : [],
  };
}

const instantMs = (instant: string | undefined): number | undefined =>
  instant === undefined ? undefined : Date.parse(instant);

function readEmail(value: string): Read {
  const read = emailAddress(value);
  return read.ok ? { ok: true, value: read.address } : { ok: false, words: emailProblemWords[read.problem] };
}

function readPhone(value: string, country: string | undefined): Read {
  const read = phoneNumber(value, country);
  return read.ok ? { ok: true, value: read.e164 } : { ok: false, words: phoneProblemWords[read.problem] };
}
