import type { ClaimedChallenge } from '../life/challenge-state.ts';
import { type Catalogue, type MessageWords, catalogueFor } from './catalogue.ts';
import { moneyWords } from './money-words.ts';
import { plainWords } from './plain-words.ts';
import { challengeReference } from './reference.ts';

/** How the sender shows itself; configuration, never from an event. */
export interface MessageIdentity {
  readonly brand: string;
  readonly supportContact: string;
}

/** A code message before it has a recipient. */
export interface CodeMessage {
  readonly subject: string;
  readonly text: string;
  readonly language: string;
}

/**
 * The e-mail that carries a code: what is approved, from where and on what, from server data only (OTP-33, SEC-05).
 * The same challenge, code and identity always give the same words.
 *
 * @param language what the customer reads, BCP 47; English where there is no catalogue
 */
export function codeMessage(
  challenge: Pick<ClaimedChallenge, 'terms' | 'expiresAtMs'>,
  code: string,
  identity: MessageIdentity,
  language: string | undefined,
): CodeMessage {
  const catalogue = catalogueFor(language);
  const words = wordsOf(challenge, identity, catalogue);
  return { subject: catalogue.subject(words), text: catalogue.text(words, code), language: catalogue.language };
}

function wordsOf(
  { terms, expiresAtMs }: Pick<ClaimedChallenge, 'terms' | 'expiresAtMs'>,
  identity: MessageIdentity,
  catalogue: Catalogue,
): MessageWords {
  const isForCourier = terms.purpose === 'delivery_handover';
  const goodUntil = new Date(expiresAtMs).toISOString();
  const { eventType, setting, amount, payee, item, place, device } = terms.act;
  return {
    brand: identity.brand,
    supportContact: identity.supportContact,
    act: catalogue.act(eventType, setting),
    amount: amount === undefined ? undefined : moneyWords(amount, catalogue.language),
    payee: plain(payee),
    item: plain(item),
    place: plain(place),
    device: plain(device),
    reference: challengeReference(terms.challengeId),
    goodUntil: `${isForCourier ? `${goodUntil.slice(0, 10)} ` : ''}${goodUntil.slice(11, 16)} UTC`,
    isForCourier,
  };
}

const plain = (value: string | undefined): string | undefined => (value === undefined ? undefined : plainWords(value));
