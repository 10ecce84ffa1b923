import { decodeHeader, encodeHeader } from './encoded-word.ts';

/** A message as a file that every mail program opens, and that a person can read. */
export interface Eml {
  readonly messageId: string;
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  readonly language: string;
  readonly dateMs: number;
  readonly text: string;
}

/** RFC 5322 with a plain UTF-8 body. */
export function writeEml({ messageId, from, to, subject, language, dateMs, text }: Eml): string {
  const headers = [
    ['Message-ID', messageId],
    ['Date', new Date(dateMs).toUTCString().replace('GMT', '+0000')],
    ['From', from],
    ['To', to],
    ['Subject', encodeHeader(subject)],
    ['Content-Language', language],
    ['Auto-Submitted', 'auto-generated'],
    ['MIME-Version', '1.0'],
    ['Content-Type', 'text/plain; charset=utf-8'],
    ['Content-Transfer-Encoding', '8bit'],
  ];
  const head = headers.map(([name, value]) => `${name}: ${value}`).join('\r\n');
  return `${head}\r\n\r\n${text.replace(/\r?\n/g, '\r\n')}`;
}

/** Reads what `writeEml` wrote; undefined when it is something else. */
export function readEml(source: string): Eml | undefined {
  const end = source.indexOf('\r\n\r\n');
  if (end < 0) return undefined;
  const unfolded = source.slice(0, end).replace(/\r\n[ \t]/g, ' ');
  const headers = new Map(unfolded.split('\r\n').map((line) => split(line)));
  const header = (name: string): string => headers.get(name) ?? '';
  if (header('message-id') === '' || header('to') === '') return undefined;
  return {
    messageId: header('message-id'),
    from: header('from'),
    to: header('to'),
    subject: decodeHeader(header('subject')),
    language: header('content-language'),
    dateMs: Date.parse(header('date')),
    text: source.slice(end + 4).replace(/\r\n/g, '\n'),
  };
}

function split(line: string): readonly [name: string, value: string] {
  const colon = line.indexOf(':');
  return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
}
