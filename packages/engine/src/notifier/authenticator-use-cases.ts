import {
  type AuthenticatorRecord,
  type NoticeKind,
  appSecretText,
  appUri,
  beginEnrolment,
  confirmEnrolment,
  recoveryCodeBytes,
  recoveryCodes,
  recoveryCodesLeft,
  removeAuthenticator,
  renewRecoveryCodes,
  secretBytes,
} from '@countersign/challenge';
import { type AuthenticatorBook, appHmac } from './authenticator-book.ts';
import type { ChallengeLedger } from './challenge-ledger.ts';
import { type ApprovalName, createFindApproval } from './find-approval.ts';
import type { Notices } from './notices.ts';
import type { NotifierPorts, NotifierSettings } from './notifier-ports.ts';
import { type OrUnavailable, orUnavailable } from './or-unavailable.ts';

/** What a customer scans or types into an app, once. */
export interface BegunEnrolment {
  readonly result: 'begun';
  /** Unguessable; the confirmation names it. */
  readonly enrolmentId: string;
  /** Base 32. */
  readonly secret: string;
  readonly uri: string;
  readonly expiresAtMs: number;
}

/** `not_approved`: no verified challenge and no release for this change of this account. `approval_used`: it served once. */
export type BeginAnswer = OrUnavailable<BegunEnrolment | 'not_approved' | 'approval_used'>;
/** The recovery codes are shown now and never again. `rejected`: a wrong code, no such enrolment, or one that is over. */
export type ConfirmAnswer = OrUnavailable<{ readonly recoveryCodes: readonly string[] } | 'rejected'>;
/** As `ConfirmAnswer`. `approval_too_weak`: it takes the app itself, enrolled for 72 hours, or a person. */
export type RenewAnswer = OrUnavailable<
  | { readonly recoveryCodes: readonly string[] }
  | 'not_approved'
  | 'approval_used'
  | 'approval_too_weak'
  | 'not_enrolled'
>;
export type RemoveAnswer = OrUnavailable<'removed' | 'not_approved' | 'approval_used' | 'not_enrolled'>;
/** How an account's authenticator stands. Epoch milliseconds. */
export interface EnrolledAuthenticator {
  readonly enrolledAtMs: number;
  /** Until then it counts as a phone does. */
  readonly strongFromMs: number;
  readonly recoveryCodesLeft: number;
}
export type AuthenticatorAnswer = OrUnavailable<EnrolledAuthenticator | 'none'>;

/** What the customer's page asks about authenticator apps (OTP-20). Answers rest on durable state. */
export interface AuthenticatorUseCases {
  /** Shows a new secret. What is enrolled stays until the new one is confirmed. */
  beginEnrolment(asked: {
    readonly accountId: string;
    readonly approval: ApprovalName;
    /** Whose account it is, as the customer knows it; stands in the app. */
    readonly label?: string | undefined;
  }): Promise<BeginAnswer>;
  /** Five wrong codes end the enrolment. `code`: digits only. */
  confirmEnrolment(asked: {
    readonly accountId: string;
    readonly enrolmentId: string;
    readonly code: string;
  }): Promise<ConfirmAnswer>;
  /** Makes recovery codes anew; the ones before are worthless at once. */
  renewRecoveryCodes(asked: { readonly accountId: string; readonly approval: ApprovalName }): Promise<RenewAnswer>;
  /** Removes the authenticator with its recovery codes. */
  removeAuthenticator(asked: { readonly accountId: string; readonly approval: ApprovalName }): Promise<RemoveAnswer>;
  authenticator(accountId: string): Promise<AuthenticatorAnswer>;
}

const idBytes = 16;

export function createAuthenticatorUseCases(
  ports: Pick<NotifierPorts, 'cases' | 'clock' | 'randomness'>,
  { identity, observer }: Pick<NotifierSettings, 'identity' | 'observer'>,
  ledger: ChallengeLedger,
  book: AuthenticatorBook,
  raise: Notices['raise'],
): AuthenticatorUseCases {
  const { clock, randomness } = ports;
  const findApproval = createFindApproval(ports, ledger);
  const answer = <A>(work: () => Promise<A>): Promise<OrUnavailable<A>> =>
    orUnavailable(work, (error) => observer.failed('answer', error));

  /** Everywhere, because it is how codes are made from now on. Before the change: a crash in between tells one too many, never one too few. */
  const tell = (kind: NoticeKind, accountId: string, cause: string) =>
    raise({ accountId, kind, cause, facts: { atMs: clock.now(), about: cause }, to: 'everywhere' });
  const recoveryChance = () => Array.from({ length: recoveryCodes }, () => randomness.bytes(recoveryCodeBytes));

  return {
    beginEnrolment: ({ accountId, approval: name, label = accountId }) =>
      answer(async () => {
        const approval = await findApproval(name, { accountId, setting: 'mfa' });
        if (approval === undefined) return 'not_approved';
        const id = Buffer.from(randomness.bytes(idBytes)).toString('base64url');
        const chance = { id, secret: randomness.bytes(secretBytes) };
        const nowMs = clock.now();
        return book.change<BegunEnrolment | 'approval_used'>(accountId, (before) => {
          const begun = beginEnrolment(before, approval, chance, nowMs);
          if (!begun.ok) return { found: begun.reason };
          const found: BegunEnrolment = {
            result: 'begun',
            enrolmentId: id,
            secret: appSecretText(chance.secret),
            uri: appUri(chance.secret, identity.brand, label),
            expiresAtMs: begun.record.enrolment?.expiresAtMs ?? nowMs,
          };
          return { record: begun.record, found };
        });
      }),
    confirmEnrolment: (asked) =>
      answer(async () => {
        const given = { ...asked, nowMs: clock.now(), recovery: recoveryChance() };
        const isRight = confirmEnrolment(await book.find(asked.accountId), given, appHmac).ok;
        if (isRight) await tell('authenticator_added', asked.accountId, asked.enrolmentId);
        return book.change<{ readonly recoveryCodes: readonly string[] } | 'rejected'>(asked.accountId, (before) => {
          const confirmed = confirmEnrolment(before, given, appHmac);
          const { record } = confirmed;
          return { record, found: confirmed.ok ? { recoveryCodes: confirmed.recoveryCodes } : 'rejected' };
        });
      }),
    renewRecoveryCodes: ({ accountId, approval: name }) =>
      answer(async () => {
        const approval = await findApproval(name, { accountId, setting: 'mfa' });
        if (approval === undefined) return 'not_approved';
        const given = { accountId, recovery: recoveryChance() };
        if (renewRecoveryCodes(await book.find(accountId), approval, given).ok)
          await tell('recovery_codes_renewed', accountId, approval.id);
        return book.change<Exclude<RenewAnswer, 'unavailable'>>(accountId, (before) => {
          const renewed = renewRecoveryCodes(before, approval, given);
          if (!renewed.ok) return { found: renewed.reason };
          return { record: renewed.record, found: { recoveryCodes: renewed.recoveryCodes } };
        });
      }),
    removeAuthenticator: ({ accountId, approval: name }) =>
      answer(async () => {
        const approval = await findApproval(name, { accountId, setting: 'mfa_remove' });
        if (approval === undefined) return 'not_approved';
        if (removeAuthenticator(await book.find(accountId), approval).ok)
          await tell('authenticator_removed', accountId, approval.id);
        return book.change<'removed' | 'approval_used' | 'not_enrolled'>(accountId, (before) => {
          const removed = removeAuthenticator(before, approval);
          return removed.ok ? { record: removed.record, found: 'removed' } : { found: removed.reason };
        });
      }),
    authenticator: (accountId) => answer(async () => standingOf(await book.find(accountId))),
  };
}

function standingOf({ active }: AuthenticatorRecord): EnrolledAuthenticator | 'none' {
  if (active === undefined) return 'none';
  const { enrolledAtMs, strongFromMs } = active;
  return { enrolledAtMs, strongFromMs, recoveryCodesLeft: recoveryCodesLeft(active) };
}
