/** The GSM 7-bit default alphabet (3GPP TS 23.038 §6.2.1); those of its extension table take two places (§6.2.1.1). */
const basic = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
const extension = new Set('^{}\\[~]|€\f');

/** Places of a text that goes in one part, and of each part of a longer one: a header of 6 bytes takes some (TS 23.040 §9.2.3.24.1). */
const gsmPlaces = { alone: 160, part: 153 } as const;
const ucs2Places = { alone: 70, part: 67 } as const;

/** Whether every character is in the GSM alphabet; a single other one halves the room of the whole text. */
export const isGsm = (text: string): boolean => Array.from(text).every((one) => basic.has(one) || extension.has(one));

/** Parts that a text is carried and billed in. No character is cut in two. */
export function segmentsOf(text: string): number {
  const characters = Array.from(text);
  const isInAlphabet = isGsm(text);
  const places = isInAlphabet ? gsmPlaces : ucs2Places;
  const sizes = characters.map((one) => (isInAlphabet ? (basic.has(one) ? 1 : 2) : one.length));
  if (sizes.reduce((sum, size) => sum + size, 0) <= places.alone) return 1;
  let segments = 1;
  let used = 0;
  for (const size of sizes) {
    used += size;
    if (used <= places.part) continue;
    segments += 1;
    used = size;
  }
  return segments;
}

/** The same text with what the GSM alphabet has: narrow and fixed blanks, dashes, quotes and dots as people type them. */
export const typed = (text: string): string =>
  text
    .replace(/[\u00a0\u2007\u202f]/gu, ' ')
    .replace(/[\u2010-\u2015\u2212]/gu, '-')
    .replace(/[\u2018\u2019]/gu, "'")
    .replace(/[\u201c\u201d]/gu, '"')
    .replaceAll('…', '...');
