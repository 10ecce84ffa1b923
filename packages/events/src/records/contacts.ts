import { z } from 'zod';
import { country, instant, text } from '../fields.ts';
import { channel } from './challenge.ts';

const contact = z.object({
  value: text(254),
  verifiedAt: instant.optional(),
  changedAt: instant.optional(),
  /** The contact before the last change; compaction drops the older record (DEL-22). */
  previous: z.object({ value: text(254), verifiedAt: instant.optional() }).optional(),
  /** Id of the challenge, verified by a stronger factor, that approved this change: then it is good for codes at once (OTP-31). */
  changeApprovedBy: z.uuid().optional(),
});

/** How an account can be reached. Value of the compacted `account.contacts`, CloudEvents type `contacts.changed`. */
export const contacts = z.object({
  accountId: text(128),
  /**
   * Everything below as an encrypted payload instead, for the notifier alone: a JWE in compact serialisation around the `data` that would
   * else have travelled in clear.
   */
  sealed: z
    .string()
    .max(16_384)
    .regex(/^[\w-]+\.[\w-]*\.[\w-]+\.[\w-]*\.[\w-]+$/, 'Invalid sealed: a JWE in compact serialisation is allowed')
    .optional(),
  email: contact.optional(),
  /** `country`: ISO 3166-1, for a number without `+` and country code. */
  phone: contact.extend({ country: country.optional(), simChangedAt: instant.optional() }).optional(),
  /** BCP 47, for example `en` or `pt-BR`; one that nobody knows counts as none. */
  language: text(256).optional(),
  /** IANA, for example `Europe/Vienna`; one that nobody knows counts as none. */
  timeZone: text(256).optional(),
  preferredChannel: channel.optional(),
});
/** An account's contacts as they are decoded. */
export type Contacts = z.infer<typeof contacts>;
