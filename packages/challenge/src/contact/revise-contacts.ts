import { type ContactKind, type ContactStanding, type KnownContacts, contactForCodes } from './known-contacts.ts';
import type { NormalContact, NormalContacts } from './normal-contacts.ts';

/** A contact took the place of another one: whoever had the old one is told (OTP-31). */
export interface ContactChange {
  readonly kind: ContactKind;
  /** The one that was good for codes until now. */
  readonly old: string;
}

/** What is known after a record, and what changed by it. */
export interface Revised {
  readonly known: KnownContacts;
  readonly changes: readonly ContactChange[];
}

/** What a record is judged by besides itself. */
export interface Revision {
  /** Log time of the record, epoch milliseconds. */
  readonly atMs: number;
  readonly quarantineMs: number;
  /** Contacts whose change a stronger factor approved: they are good for codes at once. */
  readonly approved: ReadonlySet<ContactKind>;
}

/**
 * What the notifier knows of an account's contacts after a record (OTP-31, DEL-22). A change is seen by comparing with what was
 * known, so a record that hides it, or says an old `changedAt`, ends no quarantine; `changedAt` and `previous` serve where nothing
 * is known any more. What was good for codes before stays so for the time of the quarantine, over any number of further changes.
 * The first contacts of an account and an initial import are not quarantined; one that is added to others later is.
 */
export function reviseContacts(before: KnownContacts | undefined, record: NormalContacts, revision: Revision): Revised {
  const changes: ContactChange[] = [];
  const standingOf = (kind: ContactKind): ContactStanding | undefined => {
    const known = before?.[kind];
    const given = record[kind];
    if (before === undefined) return imported(given, revision);
    const next = revised(known, given, { ...revision, isApproved: revision.approved.has(kind) });
    const old = known === undefined ? undefined : contactForCodes(known, revision.atMs, revision.quarantineMs)?.value;
    if (old !== undefined && known?.value !== next?.value && old !== next?.value) changes.push({ kind, old });
    return next;
  };
  const { language, timeZone, preferredChannel } = record;
  return {
    known: { email: standingOf('email'), phone: standingOf('phone'), language, timeZone, preferredChannel },
    changes,
  };
}

/** Nothing is known of the account: what the record says of the past is all there is. */
function imported(given: NormalContact | undefined, { atMs }: Revision): ContactStanding | undefined {
  if (given === undefined) return undefined;
  const { value, verifiedAtMs, changedAtMs, previous, simChangedAtMs } = given;
  const first: ContactStanding = { value, verifiedAtMs, simChangedAtMs };
  if (previous === undefined || changedAtMs === undefined || previous.value === value) return first;
  // One that nobody verified is none that the account could be trusted to before.
  const trusted = previous.verifiedAtMs === undefined ? undefined : previous;
  return { ...first, changedAtMs: Math.min(changedAtMs, atMs), before: trusted };
}

function revised(
  known: ContactStanding | undefined,
  given: NormalContact | undefined,
  { atMs, quarantineMs, isApproved }: Revision & { readonly isApproved: boolean },
): ContactStanding | undefined {
  const facts = given && { value: given.value, verifiedAtMs: given.verifiedAtMs, simChangedAtMs: given.simChangedAtMs };
  if (facts !== undefined && isApproved) return facts;
  if (known === undefined) return facts && { ...facts, changedAtMs: atMs };
  if (facts?.value === known.value) {
    return { ...known, ...facts, simChangedAtMs: facts?.simChangedAtMs ?? known.simChangedAtMs };
  }
  const before = contactForCodes(known, atMs, quarantineMs);
  // Back to what was good before: nothing new to be wary of.
  if (facts !== undefined && facts.value === before?.value) return facts;
  return { ...facts, changedAtMs: atMs, before };
}
