/**
 * A line of JSON with every invisible character (C0, C1, bidi, zero-width, line separators) written as an escape.
 * Such characters stand only inside strings there, where an escape means the same; the line's own end stays.
 */
export function visibleOnly(line: string): string {
  return line.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, (character) =>
    character === '\n' ? character : escapes(character),
  );
}

function escapes(character: string): string {
  return character
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');
}
