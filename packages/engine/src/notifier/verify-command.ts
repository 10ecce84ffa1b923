import {
  type AppProof,
  type ChallengeState,
  type CodeMac,
  type Decided,
  type Verify,
  decide,
  isOwnLife,
} from '@countersign/challenge';
import type { AuthenticatorBook } from './authenticator-book.ts';
import type { CommandFor } from './challenge-ledger.ts';
import type { NotifierPorts } from './notifier-ports.ts';

/**
 * Makes the command that checks a code. Unless a message's code opens the challenge, which hides nothing, what it proves as a code of
 * the account's app is found out for every challenge alike, known or not: so every refusal does the same work (OTP-05). Only where it
 * opens the challenge it is spent, before the challenge's own step: the two lie in different slots, and a crash in between costs a
 * code at most, which the same challenge takes again (OTP-03, OTP-20).
 */
export function createVerifyCommand(
  { clock, mac }: Pick<NotifierPorts, 'clock' | 'mac'>,
  book: AuthenticatorBook,
): (asked: Omit<Verify, 'type' | 'app' | 'currentKid'>) => CommandFor {
  const codeMac: CodeMac = (input, kid) => mac.digest('code', input, kid);

  const proofOf = (state: ChallengeState, challengeId: string, code: string): Promise<AppProof | undefined> => {
    const attempt = { code, nowMs: clock.now(), challengeId };
    return book.check(isOwnLife(state) ? state.terms.accountId : undefined, attempt);
  };

  const decideOn = (command: Verify, state: ChallengeState): Decided => decide(command, state, clock.now(), codeMac);

  return (asked) => async (state) => {
    const command: Verify = { ...asked, type: 'verify', currentKid: mac.currentKid('code') };
    const decided = decideOn(command, state);
    if (opens(decided)) return { command, decided };
    const challengeId = isOwnLife(state) ? state.terms.challengeId : asked.challengeId;
    const app = await proofOf(state, challengeId, asked.code);
    const proved: Verify = { ...command, app };
    if (app === undefined || !isOwnLife(state) || !opens(decideOn(proved, state))) return { command, decided };
    const isSpent = await book.spend(state.terms.accountId, app, challengeId);
    // Anew: spending takes time, and what has expired meanwhile must not be verified.
    return isSpent ? { command: proved, decided: decideOn(proved, state) } : { command, decided };
  };
}

const opens = (decided: Decided): boolean => decided.ok && decided.events.some(({ type }) => type === 'verified');
