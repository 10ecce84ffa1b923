import {
  type AppProof,
  type ChallengeState,
  type CodeMac,
  type Verify,
  decide,
  isOwnLife,
} from '@countersign/challenge';
import type { AuthenticatorBook } from './authenticator-book.ts';
import type { CommandFor } from './challenge-ledger.ts';
import type { NotifierPorts } from './notifier-ports.ts';

/**
 * Makes the command that checks a code. What it proves as a code of the account's app is found out for every challenge alike,
 * known or not (OTP-05). Only where it opens the challenge it is spent, before the challenge's own step: the two lie in
 * different slots, and a crash in between costs a code at most, which the same challenge takes again (OTP-03, OTP-20).
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

  return (asked) => async (state) => {
    const verify: Verify = { ...asked, type: 'verify', currentKid: mac.currentKid('code') };
    const challengeId = isOwnLife(state) ? state.terms.challengeId : asked.challengeId;
    const app = await proofOf(state, challengeId, asked.code);
    if (app === undefined || !isOwnLife(state) || !isOpenedBy({ ...verify, app }, state)) return verify;
    return (await book.spend(state.terms.accountId, app, challengeId)) ? { ...verify, app } : verify;
  };

  function isOpenedBy(command: Verify, state: ChallengeState): boolean {
    const isVerified = (given: Verify): boolean => {
      const decided = decide(given, state, clock.now(), codeMac);
      return decided.ok && decided.events.some(({ type }) => type === 'verified');
    };
    return isVerified(command) && !isVerified({ ...command, app: undefined });
  }
}
