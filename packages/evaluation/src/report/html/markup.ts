/** Text as HTML and SVG show it. */
export const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** A share as people write it: three digits that count, `0.62 %`, never broken over two lines. */
export const percent = (share: number): string => `${Number((share * 100).toPrecision(3))}\u00a0%`;

/** A whole number with thousands apart. */
export const count = (number: number): string => number.toLocaleString('en-US');
