import { type EntityKeys, type Label, encodeRecord, labelId } from '@countersign/events';
import type { OutgoingRecord } from '../ports/event-log.ts';

/** A label before it has an id. */
export interface LabelDraft {
  readonly eventId: string;
  readonly accountId: string;
  readonly label: Label['label'];
  readonly source: Label['source'];
  /** Epoch milliseconds. */
  readonly knownAtMs: number;
  readonly note?: string | undefined;
  /** Of the decision; without them the label touches the account only (DEL-21). */
  readonly keys: EntityKeys | undefined;
}

/** The record of a label, in its final bytes; its id is derived, so that the same label sent again changes nothing. @param from CloudEvents source */
export function labelRecord(draft: LabelDraft, topic: string, from: string): OutgoingRecord & { readonly id: string } {
  const { eventId, accountId, label, source, note, keys } = draft;
  const knownAt = new Date(draft.knownAtMs).toISOString();
  const id = labelId(accountId, eventId, label, draft.knownAtMs);
  const data: Label = {
    id,
    eventId,
    accountId,
    label,
    source,
    knownAt,
    ...(note === undefined ? {} : { note }),
    ...(keys === undefined ? {} : { keys }),
  };
  const value = encodeRecord('label.recorded', { id, source: from, subject: accountId, time: knownAt, data });
  return { id, topic, key: Buffer.from(accountId), value, headers: { 'content-type': contentType } };
}

const contentType = Buffer.from('application/cloudevents+json');
