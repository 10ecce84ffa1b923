import { type ChallengeState, appDigits, challengeReference, hasEnded, isOwnLife } from '@countersign/challenge';
import type { Channel } from '@countersign/events';
import type { ChallengeLedger, Changed } from './challenge-ledger.ts';
import type { NotifierPorts, NotifierSettings } from './notifier-ports.ts';
import { type OrUnavailable, orUnavailable } from './or-unavailable.ts';
import type { Client } from './verifier-of.ts';
import type { PresentedCode, Verified } from './verify-code.ts';

/**
 * Unknown, expired, used, wrong, locked and another act's are all `rejected` (OTP-05). A source that failed too often must wait:
 * what it presents meanwhile is not even looked at (OTP-11).
 */
export type VerifyAnswer = OrUnavailable<Verified>;
export type ResendAnswer = OrUnavailable<'sent' | 'rejected' | { readonly retryAfterSeconds: number }>;
/** What the page shows beside the field for the code, so that the customer finds the message's own words again (OTP-33). */
export interface OpenChallenge {
  readonly status: 'open';
  /** As it stands in the message. */
  readonly reference: string;
  /** Digits of the code; of an authenticator app 6, or 12 where two codes in a row are asked for (OTP-12). */
  readonly digits: number;
  /** Epoch milliseconds. */
  readonly expiresAtMs: number;
  /** How the newest code was sent; undefined while it is on its way. */
  readonly channel?: Channel | undefined;
}
/** Unknown, expired, failed, reported and superseded are all `closed`. */
export type StatusAnswer = OrUnavailable<OpenChallenge | 'verified' | 'closed'>;
/** The same whether the challenge exists or not. */
export type ReportAnswer = OrUnavailable<'received'>;
export type ChallengeAnswer = VerifyAnswer | ResendAnswer | StatusAnswer | ReportAnswer;

/** What the customer's page asks of the notifier. Answers rest on durable state. */
export interface ChallengeUseCases {
  /** Every call is a try; the fifth wrong one ends the challenge. `code`: digits, or a recovery code. */
  verify(challengeId: string, presented: PresentedCode): Promise<VerifyAnswer>;
  /**
   * Asks for a new code; it is on its way when this resolves. `channel`: "try another way", taken where the policy allows it and it
   * reaches the customer; else the strongest one that does (OTP-30).
   */
  resend(challengeId: string, wish?: { readonly channel?: Channel | undefined }): Promise<ResendAnswer>;
  status(challengeId: string): Promise<StatusAnswer>;
  /** "This wasn't me" (OTP-34): ends it and what else is live from that device or session. `reporter`: where it was said. */
  reportNotMe(challengeId: string, reporter?: Client): Promise<ReportAnswer>;
}

export function createChallengeUseCases(
  { clock }: Pick<NotifierPorts, 'clock'>,
  { observer }: Pick<NotifierSettings, 'observer'>,
  ledger: ChallengeLedger,
  verifyCode: (challengeId: string, presented: PresentedCode) => Promise<Verified>,
  report: (challengeId: string, reporter: Client) => Promise<void>,
): ChallengeUseCases {
  const answer = async <A extends ChallengeAnswer>(
    operation: 'verify' | 'resend' | 'status' | 'report',
    work: () => Promise<A>,
  ): Promise<OrUnavailable<A>> => {
    const found = await orUnavailable(work, (error) => observer.failed('answer', error));
    observer.answered(operation, found);
    return found;
  };
  return {
    verify: (challengeId, presented) => answer('verify', () => verifyCode(challengeId, presented)),
    resend: (challengeId, { channel } = {}) =>
      answer('resend', async () => resendAnswer(await ledger.change(challengeId, { type: 'resend', channel }))),
    status: (challengeId) =>
      answer('status', async () => {
        return statusOf(await ledger.read(challengeId), clock.now());
      }),
    reportNotMe: (challengeId, reporter = {}) =>
      answer('report', async () => {
        await report(challengeId, reporter);
        return 'received';
      }),
  };
}

/** What a customer is told of another code. */
export function resendAnswer(changed: Changed): ResendAnswer {
  if (changed.ok) return 'sent';
  if (changed.reason !== 'too_soon') return 'rejected';
  return { retryAfterSeconds: Math.ceil((changed.retryAfterMs ?? 0) / 1000) };
}

/** What a page may show of a challenge. `nowMs`: epoch milliseconds. */
export function statusOf(state: ChallengeState, nowMs: number): StatusAnswer {
  if (state.status === 'verified') return 'verified';
  if (!isOwnLife(state) || hasEnded(state) || nowMs >= state.expiresAtMs) return 'closed';
  const { terms, expiresAtMs, deliveredBy } = state;
  const reference = challengeReference(terms.challengeId);
  const digits = deliveredBy === 'authenticator' ? terms.appCodes * appDigits : terms.digits;
  return { status: 'open', reference, digits, expiresAtMs, channel: deliveredBy };
}
