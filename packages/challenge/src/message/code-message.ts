import type { ClaimedChallenge } from '../life/challenge-state.ts';
import { type Language, catalogueFor } from './catalogue.ts';
import { layout } from './layout.ts';
import { wordsOf } from './message-words.ts';

/** How the sender shows itself; configuration, never from an event. */
export interface MessageIdentity {
  readonly brand: string;
  readonly supportContact: string;
  /** Host of the page that codes are typed on; an SMS ends with it, so that a phone offers the code there and nowhere else. */
  readonly pageHost?: string | undefined;
}

/** How the customer reads; from the contacts. */
export interface Reader {
  /** BCP 47; English where there is no catalogue. */
  readonly language?: string | undefined;
  /** IANA name; UTC where it is missing or unknown. */
  readonly timeZone?: string | undefined;
}

/** A code message before it has a recipient. */
export interface CodeMessage {
  readonly subject: string;
  readonly text: string;
  readonly language: Language;
}

/**
 * The e-mail that carries a code: what is approved, from where and on what, from server data only (OTP-33, SEC-05).
 * The same arguments always give the same words. `reportUrl`: the one link that a message may have (OTP-34).
 */
export function codeMessage(
  challenge: Pick<ClaimedChallenge, 'terms' | 'expiresAtMs'>,
  code: string,
  identity: MessageIdentity,
  reader: Reader,
  reportUrl?: string,
): CodeMessage {
  const catalogue = catalogueFor(reader.language);
  const words = { ...wordsOf(challenge, identity, catalogue, reader.timeZone), reportUrl };
  const subject = catalogue.subject(words.names, words.rows.act ?? '', words.rows.amount);
  return { subject, text: layout(catalogue, words, code), language: catalogue.language };
}
