import type { ClaimedChallenge } from '../life/challenge-state.ts';
import { type Catalogue, type Row, catalogueFor } from './catalogue.ts';
import { dateWords, momentWords, timeWords } from './instant-words.ts';
import { type MessageWords, layout } from './layout.ts';
import { moneyWords } from './money-words.ts';
import { plainWords } from './plain-words.ts';
import { challengeReference } from './reference.ts';

/** How the sender shows itself; configuration, never from an event. */
export interface MessageIdentity {
  readonly brand: string;
  readonly supportContact: string;
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
  readonly language: string;
}

/**
 * The e-mail that carries a code: what is approved, from where and on what, from server data only (OTP-33, SEC-05).
 * The same challenge, code, identity and reader always give the same words.
 */
export function codeMessage(
  challenge: Pick<ClaimedChallenge, 'terms' | 'expiresAtMs'>,
  code: string,
  identity: MessageIdentity,
  reader: Reader,
): CodeMessage {
  const catalogue = catalogueFor(reader.language);
  const words = wordsOf(challenge, identity, catalogue, reader.timeZone);
  const subject = catalogue.subject(words.names, words.rows.act ?? '', words.rows.amount);
  return { subject, text: layout(catalogue, words, code), language: catalogue.language };
}

function wordsOf(
  { terms, expiresAtMs }: Pick<ClaimedChallenge, 'terms' | 'expiresAtMs'>,
  identity: MessageIdentity,
  catalogue: Catalogue,
  timeZone: string | undefined,
): MessageWords {
  const reference = challengeReference(terms.challengeId);
  const isForCourier = terms.purpose === 'delivery_handover';
  return {
    names: { brand: identity.brand, support: identity.supportContact, reference },
    rows: { ...rowsOf(terms.act, catalogue, timeZone), reference },
    goodUntil: (isForCourier ? momentWords : timeWords)(expiresAtMs, catalogue.language, timeZone),
    isForCourier,
  };
}

type Act = ClaimedChallenge['terms']['act'];

function rowsOf(act: Act, catalogue: Catalogue, timeZone: string | undefined): Partial<Record<Row, string>> {
  const { amount, interval, payee, item, place, device } = act;
  const day = (instant: string | undefined) =>
    instant === undefined ? undefined : dateWords(Date.parse(instant), catalogue.language, timeZone);
  const rows = {
    act: catalogue.act(act.eventType, act.setting),
    amount: amount && moneyWords(amount, catalogue.language),
    interval: interval && catalogue.intervals[interval],
    firstCharge: day(act.firstChargeAt),
    trialEnds: day(act.trialEndsAt),
    payee: payee && plainWords(payee),
    item: item && plainWords(item),
    place: place && plainWords(place),
    device: device && plainWords(device),
  };
  return rows as Partial<Record<Row, string>>;
}
