import { type Catalogue, type Row, catalogueFor } from '../../message/catalogue.ts';
import { isolated } from '../../message/layout.ts';
import { wordsOf } from '../../message/message-words.ts';
import { moneyWords } from '../../message/money-words.ts';
import type { MessageChannel } from '../message-channel.ts';
import { isGsm, segmentsOf, typed } from './segments.ts';
import { type SmsWords, smsWords } from './sms.words.ts';

/** Parts of an SMS that a code message may have (OTP-33). */
const mostSegments = 2;

/** What a text may name besides the act and its amount, the most important first. */
const rows: readonly Row[] = ['payee', 'interval', 'firstCharge', 'trialEnds', 'item', 'place', 'device'];

/**
 * A text to a phone: of at most two segments in every language, without a link, and with the WebOTP line at its end. Code, act, amount,
 * reference and warning always stand in it; of the rest as much as there is room for, the most important first (OTP-33).
 */
export const sms: MessageChannel = {
  name: 'sms',
  contact: 'phone',
  compose(challenge, code, identity, reader) {
    const catalogue = catalogueFor(reader.language);
    const words = smsWords[catalogue.language];
    const told = wordsOf(challenge, identity, catalogue, reader.timeZone);
    const { amount } = challenge.terms.act;
    const facts: Facts = {
      code,
      act: told.rows.act ?? '',
      amount: amount && amountWords(amount, catalogue, words),
      brand: typed(identity.brand),
      reference: `${catalogue.labels.reference}: ${told.names.reference}`,
      rows: new Map(rows.flatMap((row) => rowOf(catalogue, row, told.rows[row]))),
      isForCourier: told.isForCourier,
      // Typed by the courier, on no page: nothing may offer to fill it in.
      webOtp: told.isForCourier || identity.pageHost === undefined ? [] : [`@${identity.pageHost} #${code}`],
    };
    return { channel: 'sms', text: fitted(facts, words), language: catalogue.language };
  },
};

/** Everything that may stand in a text. */
interface Facts {
  readonly code: string;
  readonly act: string;
  readonly amount: string | undefined;
  readonly brand: string;
  readonly reference: string;
  readonly rows: ReadonlyMap<Row, string>;
  readonly isForCourier: boolean;
  readonly webOtp: readonly string[];
}

/** What may be left out. */
type Extra = Row | 'brand' | 'nobodyAsks' | 'notYou';

const extras: readonly Extra[] = [
  'brand',
  'payee',
  'interval',
  'firstCharge',
  'nobodyAsks',
  'trialEnds',
  'notYou',
  'item',
  'place',
  'device',
];

/** The leanest text, and each extra that still fits. Where even that is too long, the amount stands for the act. */
function fitted(facts: Facts, words: SmsWords): string {
  const isShort = (some: ReadonlySet<Extra>): boolean => segmentsOf(layout(facts, words, some)) <= mostSegments;
  if (!isShort(new Set())) return layout({ ...facts, act: '' }, words, new Set());
  let chosen: ReadonlySet<Extra> = new Set();
  for (const extra of extras) {
    const more = new Set([...chosen, extra]);
    if (isShort(more)) chosen = more;
  }
  return layout(facts, words, chosen);
}

function layout(facts: Facts, words: SmsWords, chosen: ReadonlySet<Extra>): string {
  const brand = chosen.has('brand') ? facts.brand : undefined;
  const what = [facts.act, facts.amount].filter((one) => one !== undefined && one !== '').join(', ');
  const warning = facts.isForCourier
    ? [words.onlyAtTheDoor]
    : [
        chosen.has('nobodyAsks') ? words.nobodyAsks(brand) : words.tellNobody,
        ...(chosen.has('notYou') ? [words.notYou] : []),
      ];
  return [
    words.code(facts.code, what, brand),
    ...rows.flatMap((row) => (chosen.has(row) ? (facts.rows.get(row) ?? []) : [])),
    facts.reference,
    ...warning,
    ...facts.webOtp,
  ].join('\n');
}

function rowOf(catalogue: Catalogue, row: Row, value: string | undefined): readonly (readonly [Row, string])[] {
  if (value === undefined || value === '') return [];
  return [[row, `${catalogue.labels[row]}: ${isolated(catalogue, typed(value))}`]];
}

function amountWords(
  amount: Parameters<typeof moneyWords>[0],
  { language }: Catalogue,
  { keepsToGsm }: SmsWords,
): string {
  const withSign = typed(moneyWords(amount, language));
  return keepsToGsm && !isGsm(withSign) ? typed(moneyWords(amount, language, 'code')) : withSign;
}
