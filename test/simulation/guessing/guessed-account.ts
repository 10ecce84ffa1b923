import { createHmac } from 'node:crypto';
import {
  type BudgetLimits,
  type ChallengeState,
  type ClaimedChallenge,
  type Command,
  decide,
  deriveCode,
  emptyBudget,
  evolve,
  hasEnded,
  initialState,
  isOwnLife,
  reserveChallenge,
} from '@countersign/challenge';
import type { Challenge, Channel } from '@countersign/events';

/** One account whose codes somebody guesses at: its budget and its challenges, decided by the product's own pure rules. */
export interface GuessedAccount {
  /** Has a code sent; the id of its challenge, or undefined where the budget refuses. */
  ask(nowMs: number, by: Asking): string | undefined;
  /** Types something; whether that was the code. */
  type(id: string, nowMs: number, code: string): boolean;
  /** The owner reads her mail. */
  codeOf(id: string): string;
  stateOf(id: string): ClaimedChallenge;
  isOpen(id: string, nowMs: number): boolean;
}

/** For what, from where and by which channel a code is asked. */
export interface Asking {
  readonly purpose?: Challenge['purpose'];
  readonly channel?: Channel;
  readonly isProved?: boolean;
}

const lifeMs = 600_000;
const mac = (input: string | Uint8Array): Uint8Array => createHmac('sha256', 'key of guessing').update(input).digest();

export function guessedAccount(name: string, limits: BudgetLimits): GuessedAccount {
  const states = new Map<string, ChallengeState>();
  let budget = emptyBudget;
  let made = 0;
  const stateNow = (id: string): ChallengeState => states.get(id) ?? initialState;
  const stateOf = (id: string): ClaimedChallenge => {
    const state = stateNow(id);
    if (!isOwnLife(state)) throw new Error(`${id} was not claimed`);
    return state;
  };
  const carryOut = (id: string, command: Command, nowMs: number): readonly string[] => {
    const decided = decide(command, stateNow(id), nowMs, mac);
    if (!decided.ok) return [];
    states.set(id, decided.events.reduce<ChallengeState>(evolve, stateNow(id)));
    return decided.events.map(({ type }) => type);
  };
  const forgetOld = (nowMs: number): void => {
    const needed = new Set(budget.entries.map(({ challengeId }) => challengeId));
    for (const [id, state] of states) {
      if (!needed.has(id) && isOwnLife(state) && nowMs >= state.expiresAtMs) states.delete(id);
    }
  };
  return {
    ask(nowMs, { purpose = 'login', channel = 'email', isProved = false }) {
      made += 1;
      const id = `${name}-${made}`;
      const challenge: Challenge = {
        id,
        decisionId: id,
        eventId: id,
        accountId: name,
        purpose,
        act: { eventType: 'login.succeeded' },
        bindingDigest: `binding-of-${id}`,
        device: `device-of-${id}`, // Any number of devices, sessions and addresses.
        ...(isProved ? { deviceProved: true } : {}),
        digits: 6,
        channels: [channel],
        createdAt: new Date(nowMs).toISOString(),
        expiresAt: new Date(nowMs + lifeMs).toISOString(),
      };
      const reserved = reserveChallenge(budget, challenge, stateNow, nowMs, limits);
      budget = reserved.budget;
      const { reservation } = reserved;
      if (reservation.refusal !== undefined) return undefined;
      const key = { nonce: new Uint8Array(16), kid: 'k' };
      carryOut(id, { type: 'claim', challenge, key, reservation }, nowMs);
      carryOut(id, { type: 'begin_sending', channel, leaseMs: 15_000 }, nowMs);
      carryOut(id, { type: 'record_sent', sendSeq: 1, channel }, nowMs);
      forgetOld(nowMs);
      return id;
    },
    type(id, nowMs, code) {
      const { bindingDigest } = stateOf(id).terms;
      const command = { type: 'verify', challengeId: id, code, bindingDigest, currentKid: 'k' } as const;
      return carryOut(id, command, nowMs).includes('verified');
    },
    codeOf(id) {
      const { terms, sendSeq } = stateOf(id);
      return deriveCode({ challengeId: id, sendSeq }, terms.digits, terms.key, mac);
    },
    stateOf,
    isOpen: (id, nowMs) => !hasEnded(stateOf(id)) && nowMs < stateOf(id).expiresAtMs,
  };
}
