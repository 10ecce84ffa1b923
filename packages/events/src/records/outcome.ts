import { z } from 'zod';
import { instant, text } from '../fields.ts';
import { channel } from './challenge.ts';
import { strength } from './strength.ts';

/** Everything that can become of a challenge. */
export const outcomeKind = z.enum(['sent', 'verified', 'failed', 'expired', 'reported', 'undeliverable', 'suppressed']);
/** What became of a challenge. */
export type OutcomeKind = z.infer<typeof outcomeKind>;

/** What upstream must do after a report (OTP-34). */
export const requiredAction = z.enum(['revoke_sessions', 'change_password', 'remove_device']);

/** What became of a challenge. Value of `risk.outcomes`, CloudEvents type `challenge.outcome`; signed in a header (DEL-17). */
export const outcome = z.object({
  /** Derived from challenge, kind and sendSeq (DEL-16). */
  id: z.uuid(),
  challengeId: z.uuid(),
  decisionId: z.uuid(),
  eventId: text(256),
  accountId: text(128),
  kind: outcomeKind,
  /** 1 for the first code sent, then 2, …; 0 when nothing was ever sent. */
  sendSeq: z.int().min(0).max(64),
  at: instant,
  expiresAt: instant,
  reason: text(64).optional(),
  channel: channel.optional(),
  /** How much a verification over it says; a recovery code and a new app say less than their channel (OTP-30). */
  strength: strength.optional(),
  /** Pseudonym of the challenged device. */
  device: text(64).optional(),
  /** Where the code was typed, as far as the page or app knows: pseudonyms, and places as decisions keep them (OTP-37). */
  verifier: z
    .object({
      device: text(64).optional(),
      network: text(64).optional(),
      places: z.array(z.int().min(0).max(0xffffffff)).length(3).optional(),
    })
    .optional(),
  /** The contact was verified a year ago or more: ask the customer to look at it when that suits them; of `sent`. */
  contactOld: z.boolean().optional(),
  /** The act came from a place or device that is new for the account; of `verified` and `failed` (OTP-38). */
  newPlace: z.boolean().optional(),
  requiredActions: z.array(requiredAction).max(8).optional(),
  /** Of a report: decisions of the last day that asked for a code on that device or in that session, to be looked at (OTP-34). */
  decisionIds: z.array(z.uuid()).max(16).optional(),
});
/** An outcome as it is decoded. */
export type Outcome = z.infer<typeof outcome>;
