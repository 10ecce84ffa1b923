import type { ContactKind } from '../contact/known-contacts.ts';
import type { Names } from '../message/catalogue.ts';
import { englishNotices } from './english-notices.ts';
import { hebrewNotices } from './hebrew-notices.ts';
import type { NoticeKind } from './notice.ts';

/** The words of one kind of notice. Names are plain words that are safe to show. */
export interface NoticeText {
  /** Says what happened in one short line: the subject of mail, the beginning of an SMS. */
  readonly headline: string;
  /** What it means for the customer. */
  readonly meaning: readonly string[];
}

/** The words of notices in one language. */
export interface NoticeWords {
  /** Label of when it happened. */
  readonly when: string;
  text(kind: NoticeKind, contact: ContactKind | undefined): NoticeText;
  /** No notice has a code or asks for one. */
  noCode(): string;
  notYou(names: Names): readonly string[];
  /** The end of an SMS. */
  notYouShort(names: Names): string;
}

const byLanguage: Readonly<Record<string, NoticeWords>> = { en: englishNotices, he: hebrewNotices };

/** The words in the language of a catalogue. */
export const noticeWordsIn = (language: string): NoticeWords => byLanguage[language] ?? englishNotices;
