import type { ClaimedChallenge } from '@countersign/challenge';
import type { AuthenticatorBook } from './authenticator-book.ts';
import type { ChallengeLedger } from './challenge-ledger.ts';
import type { ContactBook } from './contact-book.ts';
import type { FindWays } from './find-ways.ts';

/**
 * Asks for a code of the account's authenticator app: the strongest channel, so the first one (OTP-30). Nothing is sent; from here
 * on codes of the app verify. Whoever asks for another way gets a message, unless the app is the only way there is. False: a
 * message must carry the code.
 */
export function createAskApp(
  ledger: ChallengeLedger,
  book: ContactBook,
  authenticators: AuthenticatorBook,
  findWays: FindWays,
): (state: ClaimedChallenge) => Promise<boolean> {
  const isReached = async (state: ClaimedChallenge): Promise<boolean> =>
    (await findWays(state, await book.find(state.terms.accountId))).ok;

  return async (state) => {
    const { terms, sendSeq, delivery } = state;
    // Once a message may be on its way with this code, it is that code and no other.
    if (!terms.channels.includes('authenticator') || delivery?.channel !== undefined) return false;
    if ((await authenticators.find(terms.accountId)).active === undefined) return false;
    const isWished = delivery?.wished === 'authenticator' || (delivery?.wished === undefined && sendSeq === 1);
    if (!isWished && (await isReached(state))) return false;
    await ledger.change(terms.challengeId, { type: 'record_sent', sendSeq, channel: 'authenticator' });
    return true; // Refused: it has ended, or another copy asked already.
  };
}
