const ascii = /^[\u0020-\u007e]*$/;
/** Bytes of text in one encoded word: 60 characters of base64 keep it below the 75 of RFC 2047. */
const chunkBytes = 45;

/** A header value as RFC 2047 has it: as it is when it is ASCII, else as base64 words joined by a folded line. */
export function encodeHeader(value: string): string {
  if (ascii.test(value)) return value;
  const words: string[] = [];
  let chunk = '';
  for (const character of value) {
    if (Buffer.byteLength(chunk + character) > chunkBytes) {
      words.push(chunk);
      chunk = '';
    }
    chunk += character;
  }
  return [...words, chunk].map((word) => `=?UTF-8?B?${Buffer.from(word).toString('base64')}?=`).join('\r\n ');
}

/** Reads what `encodeHeader` wrote, unfolded. */
export const decodeHeader = (value: string): string =>
  value
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?UTF-8\?B\?([A-Za-z0-9+/=]*)\?=/g, (_, base64: string) => Buffer.from(base64, 'base64').toString());
