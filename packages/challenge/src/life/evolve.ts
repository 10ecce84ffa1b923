import type { ChallengeEvent } from './challenge-event.ts';
import { type ChallengeState, type ClaimedChallenge, isOwnLife } from './challenge-state.ts';

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
    case 'code_requested':
      return requested(state, event);
    case 'renewed':
      return { ...state, generation: event.generation, expiresAtMs: event.expiresAtMs };
    case 'try_counted':
      return { ...state, tries: state.tries + 1 };
    case 'verified':
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
  delivery: { tries: 0, nextTryAtMs: atMs },
  joined: [],
});

const begun = (state: ClaimedChallenge, { channel, untilMs }: Of<'sending_begun'>): ClaimedChallenge => ({
  ...state,
  delivery: {
    tries: (state.delivery?.tries ?? 0) + 1,
    nextTryAtMs: untilMs,
    channel,
    lastFailure: state.delivery?.lastFailure,
  },
});

const sent = (state: ClaimedChallenge, { sendSeq, channel, atMs }: Of<'code_sent'>): ClaimedChallenge => ({
  ...state,
  status: 'sent',
  deliveredSeq: sendSeq,
  deliveredAtMs: atMs,
  deliveredBy: channel,
  delivery: sendSeq === state.sendSeq ? undefined : state.delivery,
});

function postponed(state: ClaimedChallenge, { reason, nextTryAtMs }: Of<'sending_failed'>): ClaimedChallenge {
  if (state.delivery === undefined) return state;
  return { ...state, delivery: { ...state.delivery, nextTryAtMs, lastFailure: reason } };
}

const requested = (state: ClaimedChallenge, { sendSeq, atMs }: Of<'code_requested'>): ClaimedChallenge => ({
  ...state,
  sendSeq,
  requestedAtMs: atMs,
  delivery: { tries: 0, nextTryAtMs: atMs },
});
