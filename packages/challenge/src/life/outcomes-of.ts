import { type Outcome, type OutcomeKind, type Sha1Hex, outcomeId, strengthOf } from '@countersign/events';
import type { ChallengeEvent } from './challenge-event.ts';
import type { ClaimedChallenge, JoinedChallenge } from './challenge-state.ts';

/**
 * The outcomes that events of one step announce; `after` is the state that the step led to.
 * Ids are derived: the same step made again after a crash announces the same outcomes (DEL-16). What joined the challenge
 * gets each of them under its own ids, and when it joins, that a code was sent already (OTP-11).
 * @param sha1Hex the platform's own, where there are many
 */
export function outcomesOf(
  events: readonly ChallengeEvent[],
  after: ClaimedChallenge,
  sha1Hex?: Sha1Hex,
): readonly Outcome[] {
  const step = { after, sha1Hex };
  return events.flatMap((event) => {
    if (event.type === 'joined') {
      return after.deliveredSeq === 0 ? [] : ofOne(event.challenge, sentBefore(event.atMs, after), step);
    }
    return [after.terms, ...after.joined].flatMap((one) => ofOne(one, event, step));
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

interface Step {
  readonly after: ClaimedChallenge;
  readonly sha1Hex: Sha1Hex | undefined;
}

function ofOne(one: JoinedChallenge, event: ChallengeEvent, step: Step): readonly Outcome[] {
  switch (event.type) {
    case 'code_sent':
      return [outcome('sent', one, event, step, { sendSeq: event.sendSeq, isContactOld: event.isContactOld })];
    case 'verified':
      return [outcome('verified', one, event, step, { reason: reasonOf(event), verifier: event.verifier })];
    case 'expired':
      return [outcome(event.type, one, event, step, {})];
    case 'failed':
      return [outcome(event.type, one, event, step, { reason: event.reason, verifier: event.verifier })];
    case 'undeliverable':
    case 'suppressed':
      return [outcome(event.type, one, event, step, { reason: event.reason })];
    case 'reported':
      return [outcome('reported', one, event, step, reportOf(event))];
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
  { after, sha1Hex }: Step,
  more: Partial<Pick<Outcome, 'sendSeq' | 'reason' | 'requiredActions' | 'decisionIds' | 'verifier'>> & {
    readonly isContactOld?: boolean | undefined;
  },
): Outcome {
  const { terms, expiresAtMs, deliveredSeq, deliveredBy, provedBy } = after;
  const sendSeq = more.sendSeq ?? deliveredSeq;
  return {
    id: outcomeId(challengeId, kind, sendSeq, sha1Hex),
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
