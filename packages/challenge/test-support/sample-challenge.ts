import type { Challenge, Channel } from '@countersign/events';
import type { CodeMac } from '../src/code/code-mac.ts';
import { deriveCode } from '../src/code/derive-code.ts';
import type { Command } from '../src/life/challenge-command.ts';
import type { ChallengeEvent } from '../src/life/challenge-event.ts';
import { type ChallengeState, type ClaimedChallenge, initialState, isOwnLife } from '../src/life/challenge-state.ts';
import { decide } from '../src/life/decide.ts';
import type { Decided } from '../src/life/decided.ts';
import { evolve } from '../src/life/evolve.ts';

/** For tests of this package: 2026-03-01T09:30:00Z. */
export const startMs = 1_772_357_400_000;

export const challenge: Challenge = {
  id: '0b6f4a52-3f0e-8a5d-9c41-7d2e8f10a3b4',
  decisionId: '7c9e6679-7425-50de-944b-e07fc1f90ae7',
  eventId: 'evt-1',
  accountId: 'acc-1',
  purpose: 'high_value_purchase',
  act: {
    eventType: 'purchase.requested',
    amount: { minor: 129_900, currency: 'EUR' },
    payee: 'Fine Watches',
    place: 'Lisbon, PT',
    device: 'Firefox on Linux',
  },
  bindingDigest: 'bindingbindingbindingbinding',
  device: 'device-pseudonym',
  digits: 6,
  channels: ['email'],
  createdAt: '2026-03-01T09:30:00.000Z',
  expiresAt: '2026-03-01T09:40:00.000Z',
};

export const key = { nonce: Uint8Array.from({ length: 16 }, (_, at) => at), kid: 'k1' };

/** Not a real MAC: mixes enough for tests of the state machine, and needs nothing from outside. */
export const weakMac: CodeMac = (input, kid) => {
  let state = 0x811c9dc5;
  for (const character of `${kid}|${input}`) state = Math.imul(state ^ (character.codePointAt(0) ?? 0), 0x01000193);
  return Uint8Array.from({ length: 32 }, () => {
    state = Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9;
    return (state >>> 24) & 0xff;
  });
};

export const claim: Command = { type: 'claim', challenge, key };
export const beginBy = (channel: Channel): Command => ({ type: 'begin_sending', channel, leaseMs: 30_000 });
export const begin: Command = beginBy('email');
export const sentAs = (sendSeq: number, channel: Channel = 'email'): Command => ({
  type: 'record_sent',
  sendSeq,
  channel,
});
export const resend: Command = { type: 'resend' };
export const expire: Command = { type: 'expire' };
/** A later challenge for the same act. */
export const join = (challengeId: string): Command => ({
  type: 'join',
  challenge: { challengeId, decisionId: `decision of ${challengeId}`, eventId: `event of ${challengeId}` },
});
export const report: Command = { type: 'report' };
/** By the first of the channels that reach the customer. */
export const failedAs = (
  sendSeq: number,
  reason: string,
  retry: boolean,
  [channel, ...others]: readonly Channel[] = ['email'],
): Command => ({
  type: 'record_send_failure',
  sendSeq,
  channel,
  open: channel === undefined ? [] : [channel, ...others],
  reason,
  retry,
});
export const present = (code: string, bindingDigest = challenge.bindingDigest): Command => ({
  type: 'verify',
  challengeId: challenge.id,
  code,
  bindingDigest,
  currentKid: 'k1',
});

export const codeOf = (sendSeq: number): string => deriveCode({ challengeId: challenge.id, sendSeq }, 6, key, weakMac);

/** A code that is none of the five of the challenge. */
export const wrongCode: string = ['000000', '111111', '222222', '333333', '444444', '555555'].find(
  (code) => ![1, 2, 3, 4, 5].some((sendSeq) => codeOf(sendSeq) === code),
) as string;

/** One command at `atMs` after the start; gives the decision and the state after it. */
export function at(
  state: ChallengeState,
  atMs: number,
  command: Command,
): { readonly decided: Decided; readonly events: readonly ChallengeEvent[]; readonly state: ChallengeState } {
  const decided = decide(command, state, startMs + atMs, weakMac);
  const events = decided.ok ? decided.events : [];
  return { decided, events, state: events.reduce<ChallengeState>(evolve, state) };
}

/** The state after `[milliseconds after the start, command]` steps, refused ones changing nothing. */
export function after(...steps: readonly (readonly [atMs: number, command: Command])[]): ClaimedChallenge {
  const state = steps.reduce((before, [atMs, command]) => at(before, atMs, command).state, initialState);
  if (!isOwnLife(state)) throw new Error('nothing was claimed');
  return state;
}
