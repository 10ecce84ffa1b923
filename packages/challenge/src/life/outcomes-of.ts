import { type Outcome, type OutcomeKind, outcomeId } from '@countersign/events';
import type { ChallengeEvent } from './challenge-event.ts';
import type { ClaimedChallenge } from './challenge-state.ts';

/**
 * The outcomes that events of one step announce; `after` is the state that the step led to.
 * Ids are derived: the same step made again after a crash announces the same outcomes (DEL-16).
 */
export function outcomesOf(events: readonly ChallengeEvent[], after: ClaimedChallenge): readonly Outcome[] {
  return events.flatMap((event) => {
    switch (event.type) {
      case 'code_sent':
        return [outcome('sent', event, after, { sendSeq: event.sendSeq })];
      case 'verified':
      case 'expired':
        return [outcome(event.type, event, after, {})];
      case 'failed':
      case 'undeliverable':
      case 'suppressed':
        return [outcome(event.type, event, after, { reason: event.reason })];
      case 'reported':
        return [outcome('reported', event, after, { requiredActions: [...event.requiredActions] })];
      case 'claimed':
      case 'sending_begun':
      case 'sending_failed':
      case 'code_requested':
      case 'renewed':
      case 'try_counted':
        return [];
    }
  });
}

function outcome(
  kind: OutcomeKind,
  { atMs }: ChallengeEvent,
  { terms, expiresAtMs, deliveredSeq, deliveredBy }: ClaimedChallenge,
  more: Partial<Pick<Outcome, 'sendSeq' | 'reason' | 'requiredActions'>>,
): Outcome {
  const sendSeq = more.sendSeq ?? deliveredSeq;
  return {
    id: outcomeId(terms.challengeId, kind, sendSeq),
    challengeId: terms.challengeId,
    decisionId: terms.decisionId,
    eventId: terms.eventId,
    accountId: terms.accountId,
    kind,
    sendSeq,
    at: new Date(atMs).toISOString(),
    expiresAt: new Date(expiresAtMs).toISOString(),
    ...(deliveredBy === undefined ? {} : { channel: deliveredBy }),
    ...(terms.device === undefined ? {} : { device: terms.device }),
    ...(more.reason === undefined ? {} : { reason: more.reason.slice(0, 64) }),
    ...(more.requiredActions === undefined ? {} : { requiredActions: more.requiredActions }),
  };
}
