/** Groups as cards are printed (`ABCD-EFGH-2345`), in either case. */
const groupedCode = /^[A-Z0-9]{3,6}(?:[- ][A-Z0-9]{3,6}){2,5}$/i;
/** The same without gaps; a digest in small hex digits is none. */
const solidCode = /^[A-Z0-9]{9,30}$/;

/**
 * Whether an event names a gift card by what looks like its code instead of a keyed digest (SEC-07): the card itself, an
 * instrument that pays, or the target of a refund.
 */
export function holdsRawGiftCardCode(data: unknown): boolean {
  if (typeof data !== 'object' || data === null) return false;
  const { giftCard, instrument, target } = data as Readonly<Record<'giftCard' | 'instrument' | 'target', unknown>>;
  return (
    isCode(digestOf(giftCard)) ||
    (isGiftCard(instrument) && isCode(digestOf(instrument))) ||
    (isGiftCard(target) && isCode(digestOf(target)))
  );
}

const isCode = (digest: unknown): boolean =>
  typeof digest === 'string' && digest.length <= 30 && (groupedCode.test(digest) || solidCode.test(digest));

const digestOf = (named: unknown): unknown =>
  typeof named === 'object' && named !== null && 'digest' in named ? named.digest : undefined;

const isGiftCard = (named: unknown): boolean =>
  typeof named === 'object' && named !== null && 'kind' in named && named.kind === 'gift_card';
