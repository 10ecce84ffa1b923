import type { Channel } from '@countersign/events';
import { weakest } from '../channels/next-channel.ts';
import type { ChallengeEvent } from './challenge-event.ts';
import {
  type ChallengeState,
  type ClaimedChallenge,
  type Delivery,
  type GivenUp,
  isOwnLife,
} from './challenge-state.ts';

/** What a challenge is after an event. Throws only for an event that cannot follow: a defect. */
export function evolve(state: ChallengeState, event: ChallengeEvent): ClaimedChallenge {
  if (event.type === 'claimed') return claimed(event);
  if (!isOwnLife(state)) throw new Error(`${event.type} cannot be the first event of a challenge`);
  switch (event.type) {
    case 'joined':
      return { ...state, joined: [...state.joined, event.challenge] };
    case 'sending_begun':
      return begun(state, event);
    case 'code_sent':
      return sent(state, event);
    case 'sending_failed':
      return postponed(state, event);
    case 'channel_given_up':
      return rerouted(state, event);
    case 'code_requested':
      return requested(state, event);
    case 'renewed':
      return { ...state, generation: event.generation, expiresAtMs: event.expiresAtMs };
    case 'try_counted':
      return { ...state, tries: state.tries + 1 };
    case 'verified':
      return { ...state, status: 'verified', delivery: undefined, provedBy: event.strength };
    case 'failed':
    case 'expired':
    case 'reported':
    case 'undeliverable':
    case 'suppressed':
      return { ...state, status: event.type, delivery: undefined };
  }
}

type Of<T extends ChallengeEvent['type']> = Extract<ChallengeEvent, { type: T }>;

const claimed = ({ terms, expiresAtMs, atMs }: Of<'claimed'>): ClaimedChallenge => ({
  status: 'claimed',
  terms,
  expiresAtMs,
  generation: 0,
  sendSeq: 1,
  requestedAtMs: atMs,
  deliveredSeq: 0,
  deliveredAtMs: 0,
  tries: 0,
  delivery: { tries: 0, nextTryAtMs: atMs, givenUp: [] },
  joined: [],
});

function begun(state: ClaimedChallenge, { channel, untilMs }: Of<'sending_begun'>): ClaimedChallenge {
  const delivery = state.delivery ?? { tries: 0, nextTryAtMs: untilMs, givenUp: [] };
  const { tries, channel: before } = delivery;
  // Begun by another channel and never heard of again: it may have arrived there.
  const givenUp = before === undefined || before === channel ? delivery.givenUp : withGivenUp(delivery, before, false);
  return { ...state, delivery: { ...delivery, tries: tries + 1, nextTryAtMs: untilMs, channel, givenUp } };
}

function rerouted(
  state: ClaimedChallenge,
  { channel, isFinal, reason, startsAfresh, nextTryAtMs }: Of<'channel_given_up'>,
): ClaimedChallenge {
  const { delivery } = state;
  if (delivery === undefined) return state;
  const givenUp = withGivenUp(delivery, channel, isFinal);
  const tries = startsAfresh ? 0 : delivery.tries;
  const carries = delivery.channel === channel ? undefined : delivery.channel;
  const arrived = carries ?? givenUp.findLast((one) => !one.isFinal)?.channel;
  return {
    ...state,
    delivery: { ...delivery, tries, nextTryAtMs, channel: arrived, lastFailure: reason, givenUp },
  };
}

const withGivenUp = ({ givenUp }: Delivery, channel: Channel, isFinal: boolean): readonly GivenUp[] => [
  ...givenUp.filter((one) => one.channel !== channel),
  { channel, isFinal },
];

const sent = (state: ClaimedChallenge, { sendSeq, channel, atMs }: Of<'code_sent'>): ClaimedChallenge => ({
  ...state,
  status: 'sent',
  deliveredSeq: sendSeq,
  deliveredAtMs: atMs,
  deliveredBy: weakest([channel, ...mayHaveCarried(state, sendSeq)]),
  delivery: sendSeq === state.sendSeq ? undefined : state.delivery,
});

/** Channels that failed with the newest code, and may have delivered it all the same. */
const mayHaveCarried = ({ delivery, sendSeq: newest }: ClaimedChallenge, sendSeq: number): readonly Channel[] =>
  sendSeq !== newest ? [] : (delivery?.givenUp ?? []).filter(({ isFinal }) => !isFinal).map(({ channel }) => channel);

function postponed(state: ClaimedChallenge, { reason, nextTryAtMs }: Of<'sending_failed'>): ClaimedChallenge {
  if (state.delivery === undefined) return state;
  return { ...state, delivery: { ...state.delivery, nextTryAtMs, lastFailure: reason } };
}

const requested = (
  state: ClaimedChallenge,
  { sendSeq, channel, givenUp = [], atMs }: Of<'code_requested'>,
): ClaimedChallenge => ({
  ...state,
  sendSeq,
  requestedAtMs: atMs,
  delivery: { tries: 0, nextTryAtMs: atMs, wished: channel, givenUp },
});
