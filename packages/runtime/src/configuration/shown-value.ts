const LONGEST_SHOWN_CHARACTERS = 80;

/** A value as a message may show it: quoted, on one line, without invisible characters; a secret only by its length. */
export function shownValue(text: string, secret: boolean): string {
  if (secret) return `a secret of ${text.length} characters (not shown)`;
  const short = text.length > LONGEST_SHOWN_CHARACTERS ? `${text.slice(0, LONGEST_SHOWN_CHARACTERS)}…` : text;
  return JSON.stringify(short).replace(/[\p{C}\u2028\u2029]/gu, (character) => {
    const point = character.codePointAt(0) ?? 0;
    return `\\u{${point.toString(16)}}`;
  });
}
