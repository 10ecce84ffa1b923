import { createHash } from 'node:crypto';
import type { NotMeWords } from './not-me-words.ts';

/** Which of its faces the page shows: the question with its button, the thanks, a link that is over, or "later". */
export type NotMeFace = 'question' | 'thanks' | 'over' | 'later';

/** Names that stand on the page, from configuration and our own ids, never from an event. */
export interface NotMeNames {
  readonly brand: string;
  readonly support: string;
  /** As it stands in the message; absent where the link said none. */
  readonly reference?: string | undefined;
}

const style =
  'body{font:1.1rem/1.5 system-ui,sans-serif;max-width:34rem;margin:3rem auto;padding:0 1rem;color:#1a1a1a;background:#fff}button{font:inherit;font-weight:600;padding:.8rem 1.4rem;border:0;border-radius:.4rem;background:#a4161a;color:#fff;cursor:pointer}button:focus-visible{outline:3px solid #1a1a1a;outline-offset:2px}';
const styleDigest = createHash('sha256').update(style).digest('base64');

/**
 * What a browser may do with the page: show its one style and send its one form, to us. No script, no frame around it, and the
 * address, which is a secret, goes nowhere as a referrer.
 */
export const notMePageHeaders: Readonly<Record<string, string>> = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': `default-src 'none'; style-src 'sha256-${styleDigest}'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'`,
  'referrer-policy': 'no-referrer',
  'x-robots-tag': 'noindex, nofollow',
  'cross-origin-opener-policy': 'same-origin',
};

/** The page as HTML. Its form posts to the address that it was loaded from, and holds nothing. */
export function notMePage(face: NotMeFace, words: NotMeWords, { brand, support, reference }: NotMeNames): string {
  const paragraphs: Readonly<Record<NotMeFace, readonly string[]>> = {
    question: [
      words.question(brand),
      ...(reference === undefined ? [] : [words.reference(reference)]),
      words.whatHappens,
    ],
    thanks: [words.thanks, words.whatNow(support)],
    over: [words.over(support)],
    later: [words.later],
  };
  const hasButton = face === 'question' || face === 'later';
  const form = `<form method="post"><button type="submit">${escaped(words.button)}</button></form>`;
  return `<!doctype html>
<html lang="${words.language}" dir="${words.direction}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(words.title)} · ${escaped(brand)}</title><style>${style}</style></head>
<body><main>
<h1>${escaped(words.title)}</h1>
${paragraphs[face].map((text) => `<p>${escaped(text)}</p>`).join('\n')}
${hasButton ? form : ''}
</main></body>
</html>
`;
}

const escaped = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
