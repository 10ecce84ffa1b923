import { frames } from './frames.ts';
import type { LanguageCode } from './languages.ts';
import { speechIn } from './speech.ts';

/** How the case of a held or denied decision stands, as the notifier answers; `none`: there is no case. */
export interface CaseState {
  readonly status: 'waiting' | 'released' | 'denied' | 'none';
  /** RFC 3339. */
  readonly dueAt?: string;
  readonly supportContact: string;
}

/** A case in words: what becomes of it, and where the customer reaches a person (CASE-01). */
export function caseSentences(
  { status, dueAt, supportContact }: CaseState,
  atDeadline: 'released' | 'denied',
  language: LanguageCode,
): readonly string[] {
  const frame = frames[language];
  const say = speechIn(language);
  const route = frame.humanRoute(say.text(supportContact));
  if (status === 'none') return [route];
  if (status !== 'waiting') return [frame.caseEnded[status], route];
  return dueAt === undefined ? [route] : [frame.caseWaits(say.moment(dueAt), atDeadline), route];
}
