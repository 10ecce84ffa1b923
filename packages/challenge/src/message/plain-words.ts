/** Longest value that a message takes from an event (SEC-05). */
const maxCharacters = 64;

// Line breaks and other controls, bidi marks and overrides, zero-width and other invisible characters, lone surrogates.
const invisible = /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu;
// Mail programs turn these into links, and a code message has no link but ours.
const scheme = /[a-z][a-z0-9+.-]*:\/+/giu;
const dotInName = /\.(?=\p{L})/gu;

/**
 * A value from an event as one short line of plain words for a message: no control, bidi or invisible characters,
 * nothing that a mail program would make a link of, at most 64 characters, quoted by nothing (SEC-05).
 * Empty when nothing printable is left.
 */
export function plainWords(value: string): string {
  const line = value
    .normalize('NFC')
    .replace(invisible, ' ')
    .replace(scheme, ' ')
    .replace(dotInName, '. ')
    .replace(/\s+/gu, ' ')
    .trim();
  const characters = Array.from(line);
  return characters.length <= maxCharacters
    ? line
    : `${characters
        .slice(0, maxCharacters - 1)
        .join('')
        .trim()}…`;
}
