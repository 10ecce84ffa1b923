import type { Catalogue, Names, Row } from './catalogue.ts';

/** Everything that a message says, as plain words in the reader's language; what is not known has no row. */
export interface MessageWords {
  readonly names: Names;
  readonly rows: Readonly<Partial<Record<Row, string>>>;
  readonly goodUntil: string;
  /** Told to a courier at the door, instead of typed on a page (OTP-36). */
  readonly isForCourier: boolean;
  /** Where the customer says "this wasn't me"; stands alone on its line, so that mail programs make a link of it and of nothing else. */
  readonly reportUrl?: string | undefined;
}

/** Order of the rows. */
export const rows: readonly Row[] = [
  'act',
  'amount',
  'interval',
  'firstCharge',
  'trialEnds',
  'payee',
  'item',
  'place',
  'device',
  'reference',
];

/** The text of a code message, in the order that is the same in every language. */
export function layout(catalogue: Catalogue, words: MessageWords, code: string): string {
  const names = isolatedNames(catalogue, words.names);
  const goodUntil = isolated(catalogue, words.goodUntil);
  const facts = rows.flatMap((row) => rowOf(catalogue, row, words.rows[row]));
  const codeLine = catalogue.code(isolated(catalogue, code));
  const { courier } = catalogue;
  const paragraphs = words.isForCourier
    ? [
        [courier.intro(names)],
        facts,
        [codeLine],
        [courier.worksOnce(goodUntil), courier.onlyAtTheDoor()],
        courier.notExpected(names),
      ]
    : [
        [catalogue.intro(names)],
        facts,
        [codeLine],
        [catalogue.worksOnce(goodUntil), catalogue.onlyOnPage(names)],
        catalogue.nobodyAsks(names),
        words.reportUrl === undefined ? catalogue.notYou(names) : catalogue.notYouAt(words.reportUrl, names),
      ];
  return `${paragraphs.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

const labelWidth = 12;

/** One line of facts; none for what is not known. */
export function rowOf(catalogue: Catalogue, row: Row, value: string | undefined): readonly string[] {
  return labelled(catalogue, catalogue.labels[row], value);
}

/** One line of facts under a label of one's own. */
export function labelled(catalogue: Catalogue, name: string, value: string | undefined): readonly string[] {
  if (value === undefined || value === '') return [];
  const label = `${name}:`;
  return [`  ${catalogue.direction === 'ltr' ? label.padEnd(labelWidth) : `${label} `}${isolated(catalogue, value)}`];
}

/** Names that keep their own direction, as `isolated`. */
export const isolatedNames = (catalogue: Catalogue, { brand, support, reference }: Names): Names => ({
  brand: isolated(catalogue, brand),
  support: isolated(catalogue, support),
  reference: isolated(catalogue, reference),
});

/**
 * A value that keeps its own direction in a right-to-left line: between first strong isolate and pop directional isolate (UAX 9).
 * Values cannot hold such marks themselves (`plainWords`).
 */
export const isolated = ({ direction }: Catalogue, value: string): string =>
  direction === 'ltr' ? value : `\u2068${value}\u2069`;
