import type { ClaimedChallenge } from '@countersign/challenge';
import type { Outcome, Purpose } from '@countersign/events';
import type { HeldCase } from './held-case.ts';

/** Acts that upstream keeps waiting. Nobody waits a day for a login: its customer turns to support; a hand-over has a courier. */
const waiting: ReadonlySet<Purpose> = new Set<Purpose>([
  'high_value_purchase',
  'purchase_spike',
  'settings_change',
  'gift_card_redemption',
  'refund',
  'subscription',
]);
/** What took its place, came too late, or was reported by the owner, waits for nobody. */
const overReasons: ReadonlySet<string> = new Set(['stale', 'superseded', 'reported']);

const deadlineMs = 24 * 3_600_000;

/**
 * The case of an act whose customer could not be asked: without a contact that is good for codes, or over a budget. Upstream holds it, so
 * a person must be able to end it (CASE-01); nobody coming, it is denied. Undefined for every other end.
 */
export function caseOfUnasked(outcome: Outcome, { terms }: Pick<ClaimedChallenge, 'terms'>): HeldCase | undefined {
  const { kind, reason = '' } = outcome;
  const isUnasked = kind === 'undeliverable' || (kind === 'suppressed' && !overReasons.has(reason));
  if (!isUnasked || !waiting.has(terms.purpose)) return undefined;
  const openedAtMs = Date.parse(outcome.at);
  const { act, device } = terms;
  return {
    decisionId: outcome.decisionId,
    eventId: outcome.eventId,
    eventType: act.eventType,
    accountId: outcome.accountId,
    ...(act.setting === undefined ? {} : { setting: act.setting }),
    action: 'challenge',
    reasons: ['not_asked', reason],
    openedAtMs,
    dueAtMs: openedAtMs + deadlineMs,
    atDeadline: 'denied',
    keys: device === undefined ? {} : { device },
    traceparent: terms.traceparent,
  };
}
