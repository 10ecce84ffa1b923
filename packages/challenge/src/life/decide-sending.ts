import type { Channel } from '@countersign/events';
import type { BeginSending, RecordSendFailure, RecordSent } from './challenge-command.ts';
import { hasUntried, nextChannel } from '../channels/next-channel.ts';
import { type ClaimedChallenge, type Delivery, hasEnded } from './challenge-state.ts';
import type { ChallengeEvent } from './challenge-event.ts';
import { type Decided, happened, refused } from './decided.ts';
import { backoffMs, challengeLimits } from './limits.ts';

/** Takes the newest code for sending. A lease that ran out is taken again: the same code goes out once more. */
export function beginSending({ channel, leaseMs }: BeginSending, state: ClaimedChallenge, nowMs: number): Decided {
  if (hasEnded(state)) return refused('ended');
  if (nowMs >= state.expiresAtMs) return refused('expired');
  if (state.delivery === undefined) return refused('nothing_to_send');
  if (nowMs < state.delivery.nextTryAtMs) return refused('not_yet', state.delivery.nextTryAtMs - nowMs);
  return happened({ type: 'sending_begun', channel, untilMs: nowMs + leaseMs, atMs: nowMs });
}

/** The provider's word counts even when a newer code was asked for meanwhile, but not after the end. */
export function recordSent(
  { sendSeq, channel, isContactOld }: RecordSent,
  state: ClaimedChallenge,
  nowMs: number,
): Decided {
  if (hasEnded(state)) return refused('ended');
  if (sendSeq <= state.deliveredSeq || sendSeq > state.sendSeq) return refused('already_recorded');
  return happened({ type: 'code_sent', sendSeq, channel, isContactOld, atMs: nowMs });
}

/** Tries another channel, or again later, or gives the challenge up. */
export function recordSendFailure(command: RecordSendFailure, state: ClaimedChallenge, nowMs: number): Decided {
  if (hasEnded(state)) return refused('ended');
  if (state.delivery === undefined || command.sendSeq !== state.sendSeq) return refused('already_recorded');
  const { reason } = command;
  const rerouted = byAnotherChannel(command, state.delivery, nowMs);
  if (rerouted !== undefined) return happened(rerouted);
  if (!isWorthRetrying(command, state, nowMs)) return happened({ type: 'undeliverable', reason, atMs: nowMs });
  const nextTryAtMs = nowMs + pauseMs(reason, state.delivery);
  return happened({ type: 'sending_failed', reason, nextTryAtMs, atMs: nowMs });
}

/**
 * Gives a channel up that refused for good, or failed twice, where another one reaches the customer: at once by one that was not
 * tried yet, after a pause by one that failed before (OTP-30).
 */
function byAnotherChannel(
  { channel, open, reason, retry }: RecordSendFailure,
  delivery: Delivery,
  nowMs: number,
): ChallengeEvent | undefined {
  if (channel === undefined || (retry && delivery.tries < challengeLimits.triesOfChannel)) return undefined;
  if (isOvertaken(channel, delivery)) {
    const { nextTryAtMs } = delivery;
    return {
      type: 'channel_given_up',
      channel,
      isFinal: !retry,
      reason,
      startsAfresh: false,
      nextTryAtMs,
      atMs: nowMs,
    };
  }
  const others = open.filter((one) => one !== channel);
  if (nextChannel(others, delivery) === undefined) return undefined;
  const startsAfresh = hasUntried(others, delivery);
  const nextTryAtMs = startsAfresh ? nowMs : nowMs + backoffMs(delivery.tries);
  return { type: 'channel_given_up', channel, isFinal: !retry, reason, startsAfresh, nextTryAtMs, atMs: nowMs };
}

/** Its answer took longer than its lease, and another channel carries the code meanwhile: that one is left to it. */
const isOvertaken = (channel: Channel, delivery: Delivery): boolean =>
  delivery.channel !== undefined && delivery.channel !== channel;

function isWorthRetrying({ reason, retry }: RecordSendFailure, state: ClaimedChallenge, nowMs: number): boolean {
  if (!retry || nowMs >= state.expiresAtMs) return false;
  return reason !== 'no_contact' || nowMs - state.requestedAtMs < challengeLimits.contactPatienceMs;
}

const pauseMs = (reason: string, { tries }: Delivery): number =>
  reason === 'no_contact' ? challengeLimits.contactRetryMs : backoffMs(tries);
