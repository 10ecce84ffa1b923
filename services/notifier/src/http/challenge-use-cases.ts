import type { Client, OpenChallenge } from '@countersign/engine';
import type { Channel } from '@countersign/events';

/** What the customer's page sends back: the code, and the act that it shall approve. */
export interface Verification {
  /** 6–12 digits or a recovery code, blanks and hyphens taken out. */
  readonly code: string;
  /** As it stood in the decision's challenge; another act has another digest (OTP-32). */
  readonly bindingDigest: string;
  /** Where it was typed (OTP-37). */
  readonly client?: Client | undefined;
}

/**
 * What became of an attempt; `unavailable`: nobody knows, because the store does not answer (OTP-13); `retryAfterSeconds`: its source
 * failed too often and must wait (OTP-11).
 */
export type VerificationResult = 'verified' | 'rejected' | 'unavailable' | { readonly retryAfterSeconds: number };

/** What became of a wish for another code; `retryAfterSeconds`: the pause between two is not over (OTP-10). */
export type ResendResult = 'sent' | 'rejected' | 'unavailable' | { readonly retryAfterSeconds: number };

/** How a challenge stands, and no more: unknown, expired, failed, locked and superseded are all `closed` (OTP-05). */
export type ChallengeStatus = OpenChallenge | 'verified' | 'closed' | 'unavailable';

/** What the HTTP interface needs of the notifier. An exception with `retryable: true` counts as `unavailable`. */
export interface ChallengeUseCases {
  verify(challengeId: string, verification: Verification): Promise<VerificationResult>;
  /** `channel`: "try another way" (OTP-30). */
  resend(challengeId: string, wish?: { readonly channel?: Channel | undefined }): Promise<ResendResult>;
  status(challengeId: string): Promise<ChallengeStatus>;
  /** "This wasn't me" (OTP-34); the answer is the same whether the challenge exists or not. */
  reportNotMe(challengeId: string, reporter?: Client): Promise<'received' | 'unavailable'>;
}
