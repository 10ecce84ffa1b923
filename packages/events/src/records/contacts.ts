import { z } from 'zod';
import { instant, text } from '../fields.ts';

const contact = z.object({
  value: text(254),
  verifiedAt: instant.optional(),
  changedAt: instant.optional(),
  /** The contact before the last change; compaction drops the older record (DEL-22). */
  previous: z.object({ value: text(254), verifiedAt: instant.optional() }).optional(),
});

/** How an account can be reached. Value of the compacted `account.contacts`, CloudEvents type `contacts.changed`. */
export const contacts = z.object({
  accountId: text(128),
  email: contact.optional(),
  phone: contact.extend({ simChangedAt: instant.optional() }).optional(),
  /** BCP 47, for example `en` or `pt-BR`. */
  language: text(35).optional(),
  timeZone: text(64).optional(),
  preferredChannel: z.enum(['email', 'sms', 'authenticator']).optional(),
});
/** An account's contacts as they are decoded. */
export type Contacts = z.infer<typeof contacts>;
