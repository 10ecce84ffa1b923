import type { ClaimedChallenge } from '../life/challenge-state.ts';
import type { Catalogue, Row } from './catalogue.ts';
import type { MessageIdentity } from './code-message.ts';
import { dateWords, momentWords, timeWords } from './instant-words.ts';
import type { MessageWords } from './layout.ts';
import { moneyWords } from './money-words.ts';
import { plainWords } from './plain-words.ts';
import { challengeReference } from './reference.ts';

/** What every channel tells of a challenge, each value one short plain line in the reader's language (OTP-33, SEC-05). */
export function wordsOf(
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

/** What an act is and where it comes from, as plain words by row (SEC-05). */
export function rowsOf(act: Act, catalogue: Catalogue, timeZone: string | undefined): Partial<Record<Row, string>> {
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
    item: item && itemWords(act.eventType, item, catalogue),
    place: place && plainWords(place),
    device: device && plainWords(device),
  };
  return rows as Partial<Record<Row, string>>;
}

/** The kind of a delivery is a word of ours, in every language; anything else is the shop's. */
function itemWords(eventType: string, item: string, { deliveries }: Catalogue): string {
  const known = eventType.startsWith('delivery.') && Object.hasOwn(deliveries, item) ? deliveries[item] : undefined;
  return known ?? plainWords(item);
}
