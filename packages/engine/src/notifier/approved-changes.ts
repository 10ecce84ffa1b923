import { type ContactKind, isOwnLife } from '@countersign/challenge';
import { type Contacts, type Strength, strengthOf } from '@countersign/events';
import type { ChallengeLedger } from './challenge-ledger.ts';

/** Proofs that are stronger than the contact whose change they approve: a recovery code or a new app is no more than a phone (OTP-31). */
const stronger: Readonly<Record<ContactKind, readonly Strength[]>> = {
  email: ['medium', 'strong'],
  phone: ['strong'],
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
    const isForThis = accountId === contacts.accountId && act.setting === kind && atMs - claimedAtMs < approvalMs;
    return isForThis && stronger[kind].includes(state.provedBy ?? strengthOf(state.deliveredBy));
  };
  const [email, phone] = await Promise.all([isApproved('email'), isApproved('phone')]);
  return new Set<ContactKind>([...(email ? (['email'] as const) : []), ...(phone ? (['phone'] as const) : [])]);
}
