import { type Outcome, type OutcomeKind, outcomeId, strengthOf } from '@countersign/events';
import type { ChallengeEvent } from './challenge-event.ts';
import type { ClaimedChallenge, JoinedChallenge } from './challenge-state.ts';

/**
 * The outcomes that events of one step announce; `after` is the state that the step led to.
 * Ids are derived: the same step made again after a crash announces the same outcomes (DEL-16). What joined the challenge
 * gets each of them under its own ids, and when it joins, that a code was sent already (OTP-11).
 */
export function outcomesOf(events: readonly ChallengeEvent[], after: ClaimedChallenge): readonly Outcome[] {
  return events.flatMap((event) => {
    if (event.type === 'joined') {
      return after.deliveredSeq === 0 ? [] : ofOne(event.challenge, sentBefore(event.atMs, after), after);
    }
    return [after.terms, ...after.joined].flatMap((one) => ofOne(one, event, after));
  });
}

/** Reason of a `verified` that a recovery code opened. */
export const recoveryCodeReason = 'recovery_code';

const sentBefore = (atMs: number, { deliveredSeq, deliveredBy }: ClaimedChallenge): ChallengeEvent => ({
  type: 'code_sent',
  sendSeq: deliveredSeq,
  channel: deliveredBy ?? 'email',
  atMs,
});

function ofOne(one: JoinedChallenge, event: ChallengeEvent, after: ClaimedChallenge): readonly Outcome[] {
  switch (event.type) {
    case 'code_sent':
      return [outcome('sent', one, event, after, { sendSeq: event.sendSeq, isContactOld: event.isContactOld })];
    case 'verified':
      return [outcome('verified', one, event, after, { reason: reasonOf(event), verifier: event.verifier })];
    case 'expired':
      return [outcome(event.type, one, event, after, {})];
    case 'failed':
      return [outcome(event.type, one, event, after, { reason: event.reason, verifier: event.verifier })];
    case 'undeliverable':
    case 'suppressed':
      return [outcome(event.type, one, event, after, { reason: event.reason })];
    case 'reported':
      return [outcome('reported', one, event, after, reportOf(event))];
    case 'claimed':
    case 'joined':
    case 'sending_begun':
    case 'sending_failed':
    case 'channel_given_up':
    case 'code_requested':
    case 'renewed':
    case 'try_counted':
      return [];
  }
}

/** What upstream must know of how it was verified, beside channel and strength. */
const reasonOf = ({ handedOver, byRecoveryCode }: Extract<ChallengeEvent, { type: 'verified' }>): string | undefined =>
  byRecoveryCode === true ? recoveryCodeReason : handedOver;

const reportOf = ({
  requiredActions,
  decisionIds,
  verifier,
}: Extract<ChallengeEvent, { type: 'reported' }>): Partial<Outcome> => ({
  requiredActions: [...requiredActions],
  verifier,
  ...(decisionIds === undefined ? {} : { decisionIds: [...decisionIds] }),
});

function outcome(
  kind: OutcomeKind,
  { challengeId, decisionId, eventId }: JoinedChallenge,
  { atMs }: ChallengeEvent,
  { terms, expiresAtMs, deliveredSeq, deliveredBy, provedBy }: ClaimedChallenge,
  more: Partial<Pick<Outcome, 'sendSeq' | 'reason' | 'requiredActions' | 'decisionIds' | 'verifier'>> & {
    readonly isContactOld?: boolean | undefined;
  },
): Outcome {
  const sendSeq = more.sendSeq ?? deliveredSeq;
  return {
    id: outcomeId(challengeId, kind, sendSeq),
    challengeId,
    decisionId,
    eventId,
    accountId: terms.accountId,
    kind,
    sendSeq,
    at: new Date(atMs).toISOString(),
    expiresAt: new Date(expiresAtMs).toISOString(),
    ...(deliveredBy === undefined ? {} : { channel: deliveredBy, strength: provedBy ?? strengthOf(deliveredBy) }),
    ...(terms.device === undefined ? {} : { device: terms.device }),
    ...(more.reason === undefined ? {} : { reason: more.reason.slice(0, 64) }),
    ...(more.verifier === undefined ? {} : { verifier: more.verifier }),
    ...(terms.act.newPlace === true && (kind === 'verified' || kind === 'failed') ? { newPlace: true } : {}),
    ...(more.isContactOld === true ? { contactOld: true } : {}),
    ...(more.requiredActions === undefined ? {} : { requiredActions: more.requiredActions }),
    ...(more.decisionIds === undefined ? {} : { decisionIds: more.decisionIds }),
  };
}
