import type { Wording } from '../channels/message-channel.ts';
import { type Names, catalogueFor } from '../message/catalogue.ts';
import { segmentsOf, typed } from '../channels/sms/segments.ts';
import type { MessageIdentity, Reader } from '../message/code-message.ts';
import { rowsOf } from '../message/message-words.ts';
import { momentWords } from '../message/instant-words.ts';
import { isolatedNames, labelled, rowOf, rows } from '../message/layout.ts';
import { challengeReference } from '../message/reference.ts';
import type { NoticeFacts, NoticeKind } from './notice.ts';
import { noticeWordsIn } from './notice-words.ts';

/** Parts of an SMS that a notice may have, as a code message. */
const mostSegments = 2;

/**
 * A notice for mail or SMS: what happened, when and where, and what to do if it was somebody else (OTP-31, OTP-38). Without a code,
 * without a link, from server data only (SEC-05); the same facts, identity and reader always give the same words.
 */
export function noticeMessage(
  kind: NoticeKind,
  facts: NoticeFacts,
  channel: 'email' | 'sms',
  identity: MessageIdentity,
  { language, timeZone }: Reader,
): Wording {
  const catalogue = catalogueFor(language);
  const words = noticeWordsIn(catalogue.language);
  const plain: Names = {
    brand: identity.brand,
    support: identity.supportContact,
    reference: challengeReference(facts.about),
  };
  const names = isolatedNames(catalogue, plain);
  const { headline, meaning } = words.text(kind, facts.contact);
  const said = { language: catalogue.language };
  if (channel === 'sms') {
    const whole = `${typed(names.brand)}: ${headline}. ${typed(words.notYouShort(names))}`;
    // A long name of the shop: the way to a person matters more.
    const text = segmentsOf(whole) <= mostSegments ? whole : `${headline}. ${typed(words.notYouShort(names))}`;
    return { ...said, channel, text };
  }
  const values = facts.act === undefined ? {} : rowsOf(facts.act, catalogue, timeZone);
  const when = momentWords(facts.atMs, catalogue.language, timeZone);
  const paragraphs = [
    [`${names.brand}: ${headline}.`],
    meaning,
    [
      ...rows.flatMap((row) => rowOf(catalogue, row, row === 'reference' ? undefined : values[row])),
      ...labelled(catalogue, words.when, when),
      ...rowOf(catalogue, 'reference', plain.reference),
    ],
    words.notYou(names),
    [words.noCode()],
  ];
  const text = `${paragraphs.map((lines) => lines.join('\n')).join('\n\n')}\n`;
  const subject = `${plain.brand}: ${headline} (${plain.reference})`;
  return { ...said, channel, subject, text };
}
