import { act as actSchema, utf8Bytes, utf8Text } from '@countersign/events';
import type { NoticeFacts, Reader } from '@countersign/challenge';
import type { ContactVault } from '../ports/contact-vault.ts';

/** What of a notice names a person: where it goes, how they read, and what it says. */
export interface NoticeContent {
  readonly to: string;
  readonly reader: Reader;
  readonly facts: NoticeFacts;
}

/** Sealed for the account before it is stored (SEC-07). */
export const sealContent = (vault: ContactVault, accountId: string, content: NoticeContent): Uint8Array =>
  vault.seal(accountId, utf8Bytes(JSON.stringify(content)));

/** Undefined for what cannot be opened any more, or is damaged. */
export function openContent(vault: ContactVault, accountId: string, sealed: Uint8Array): NoticeContent | undefined {
  const opened = vault.open(accountId, sealed);
  if (!opened.ok) return undefined;
  try {
    const content = JSON.parse(utf8Text(opened.plaintext) ?? '') as NoticeContent; // Sealed by `sealContent` alone.
    const { act } = content.facts;
    return { ...content, facts: { ...content.facts, act: act === undefined ? undefined : actSchema.parse(act) } };
  } catch {
    return undefined;
  }
}
