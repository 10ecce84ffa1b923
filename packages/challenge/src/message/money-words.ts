import type { Money } from '@countersign/events';
import { rememberedFormats } from './remembered-formats.ts';

/**
 * An amount as people read it: `€1,299.00`. Minor units are ISO 4217's: `Intl` follows another list, which would show
 * some currencies (IQD, LYD, …) a hundredfold or a thousandfold off.
 *
 * @param locale BCP 47
 * @param currencyDisplay `code`: EUR, `name`: euros
 */
export function moneyWords(
  { minor, currency }: Money,
  locale: string,
  currencyDisplay: 'symbol' | 'code' | 'name' = 'symbol',
): string {
  const digits = minorDigits(currency);
  const format = remembered(`${locale} ${currency} ${currencyDisplay}`, () => {
    const options = { style: 'currency', currency, currencyDisplay } as const;
    return new Intl.NumberFormat(locale, {
      ...options,
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    });
  });
  return format.format(minor / 10 ** digits);
}

const remembered = rememberedFormats<Intl.NumberFormat>();

/** Digits behind the decimal point of a currency: ISO 4217 list one; two for what it does not name. */
export function minorDigits(currency: string): number {
  if (withoutMinor.has(currency)) return 0;
  if (withThousandths.has(currency)) return 3;
  return withTenThousandths.has(currency) ? 4 : 2;
}

const set = (codes: string): ReadonlySet<string> => new Set(codes.split(' '));
const withoutMinor = set('BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF');
const withThousandths = set('BHD IQD JOD KWD LYD OMR TND');
const withTenThousandths = set('CLF UYW');
