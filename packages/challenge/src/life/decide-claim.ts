import type { Purpose } from '@countersign/events';
import type { Claim } from './challenge-command.ts';
import type { ChallengeEvent } from './challenge-event.ts';
import { type ChallengeState, type Terms, isOwnLife } from './challenge-state.ts';
import { type Decided, happened, refused } from './decided.ts';
import { challengeLimits } from './limits.ts';

/**
 * Makes a challenge ours, once. What arrives after its expiry is claimed and suppressed in one step: after an outage
 * there is no storm of codes (DEL-13). So is what the account's budget refuses (OTP-11): upstream holds the act. Whatever the
 * record says, no life is longer than its purpose allows (OTP-02, OTP-36).
 */
export function decideClaim(command: Claim, state: ChallengeState, nowMs: number): Decided {
  if (state.status === 'joined' && command.instead !== true) return refused('joined');
  if (isOwnLife(state)) return refused('already_claimed');
  const { challenge, key, traceparent, reservation } = command;
  const createdAtMs = Date.parse(challenge.createdAt);
  const lifetimeMs = Math.min(Date.parse(challenge.expiresAt) - createdAtMs, longestLifeMs(challenge.purpose));
  const expiresAtMs = Math.min(createdAtMs, nowMs) + lifetimeMs;
  const terms: Terms = {
    challengeId: challenge.id,
    decisionId: challenge.decisionId,
    eventId: challenge.eventId,
    accountId: challenge.accountId,
    purpose: challenge.purpose,
    act: challenge.act,
    bindingDigest: challenge.bindingDigest,
    device: challenge.device,
    deviceProved: challenge.deviceProved === true ? true : undefined,
    digits: Math.max(challenge.digits, reservation?.digits ?? 0),
    appCodes: reservation?.isGuessed === true ? 2 : 1,
    channels: reservation?.isAppOnly === true ? ['authenticator'] : challenge.channels,
    lifetimeMs: Math.max(0, lifetimeMs),
    claimedAtMs: nowMs,
    key,
    traceparent,
  };
  const claimed: ChallengeEvent = { type: 'claimed', terms, expiresAtMs, atMs: nowMs };
  const reason = nowMs < expiresAtMs ? reservation?.refusal : 'stale';
  return reason === undefined ? happened(claimed) : happened(claimed, { type: 'suppressed', reason, atMs: nowMs });
}

const longestLifeMs = (purpose: Purpose): number =>
  purpose === 'delivery_handover' ? challengeLimits.handoverLifetimeMs : challengeLimits.lifetimeMs;
