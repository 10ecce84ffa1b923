import { type ContactKind, isOwnLife } from '@countersign/challenge';
import type { Channel, Contacts } from '@countersign/events';
import type { ChallengeLedger } from './challenge-ledger.ts';

/** Channels that are stronger than the contact whose change they approve (OTP-31). */
const stronger: Readonly<Record<ContactKind, readonly Channel[]>> = {
  email: ['authenticator', 'sms', 'voice'],
  phone: ['authenticator'],
};
/** A change follows its approval; an old one approves nothing new. */
const approvalMs = 24 * 3_600_000;

/**
 * Which contacts of a record were changed with a stronger factor's approval. Upstream names the challenge; that it was verified, by
 * what, for which account and which setting is looked up in our own store. Throws as the ledger.
 */
export async function approvedChanges(
  contacts: Contacts,
  atMs: number,
  ledger: Pick<ChallengeLedger, 'read'>,
): Promise<ReadonlySet<ContactKind>> {
  const isApproved = async (kind: ContactKind): Promise<boolean> => {
    const challengeId = contacts[kind]?.changeApprovedBy;
    if (challengeId === undefined) return false;
    const state = await ledger.read(challengeId);
    if (!isOwnLife(state) || state.status !== 'verified' || state.deliveredBy === undefined) return false;
    const { accountId, act, claimedAtMs } = state.terms;
    const isRecent = atMs - claimedAtMs < approvalMs;
    return (
      isRecent && accountId === contacts.accountId && act.setting === kind && stronger[kind].includes(state.deliveredBy)
    );
  };
  const [email, phone] = await Promise.all([isApproved('email'), isApproved('phone')]);
  return new Set<ContactKind>([...(email ? (['email'] as const) : []), ...(phone ? (['phone'] as const) : [])]);
}
