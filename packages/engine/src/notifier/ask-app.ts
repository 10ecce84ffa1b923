import { type ClaimedChallenge, addressesFor, messageChannels } from '@countersign/challenge';
import type { AuthenticatorBook } from './authenticator-book.ts';
import type { ChallengeLedger } from './challenge-ledger.ts';
import type { ContactBook } from './contact-book.ts';
import { hasSender } from './hand-over.ts';
import type { NotifierPorts } from './notifier-ports.ts';

/**
 * Asks for a code of the account's authenticator app: the strongest channel, so the first one (OTP-30). Nothing is sent; from here
 * on codes of the app verify. Whoever asks for another way gets a message, unless the app is the only way there is. False: a
 * message must carry the code.
 */
export function createAskApp(
  { senders, clock }: Pick<NotifierPorts, 'senders' | 'clock'>,
  ledger: ChallengeLedger,
  book: ContactBook,
  authenticators: AuthenticatorBook,
): (state: ClaimedChallenge) => Promise<boolean> {
  const isReached = async ({ terms }: ClaimedChallenge): Promise<boolean> => {
    const allowed = messageChannels.filter(({ name }) => terms.channels.includes(name) && hasSender(senders, name));
    return addressesFor(allowed, await book.find(terms.accountId), clock.now()).ok;
  };

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
