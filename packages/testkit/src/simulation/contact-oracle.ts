import type { OutgoingRecord } from '@countersign/engine';
import type { Inboxes } from './inboxes.ts';
import { newAddress } from './upstream.ts';

/**
 * Judges from the inboxes whether every change of an address was told to the old one, and whether the new one got nothing at all
 * while it was in quarantine (OTP-31). `changed`: the records of the changes; each account had an address before.
 */
export function judgeContacts(changed: readonly OutgoingRecord[], inboxes: Inboxes): string[] {
  const violations: string[] = [];
  const told = new Set<string>();
  for (const [id, to] of inboxes.recipients) {
    if (to.startsWith(newAddress)) violations.push(`quarantine: message ${id} went to a new address`);
    const texts = [...(inboxes.texts.get(`${id} by email`) ?? [])];
    if (texts.some((text) => text.includes('your e-mail address was changed'))) told.add(to);
  }
  for (const { key } of changed) {
    const old = `${Buffer.from(key ?? []).toString()}@example.com`;
    if (!told.has(old)) violations.push(`untold: the owner of ${old} did not hear that it was changed`);
  }
  return violations;
}
