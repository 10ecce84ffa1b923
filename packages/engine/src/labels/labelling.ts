import { type Label, decodeRecord, partitionOf } from '@countersign/events';
import { findDecision } from '../history/find-decision.ts';
import type { LogPublisher, LogReader } from '../ports/event-log.ts';
import type { TopicNames } from '../topic-names.ts';
import { labelRecord } from './label-record.ts';
import { type StandingLabel, labelStanding } from './label-standing.ts';

/** The truth about one event, as somebody says it. */
export interface LabelWish {
  /** Of the event, its decision or its challenge. */
  readonly id: string;
  readonly label: Label['label'];
  readonly source: Label['source'];
  /** Epoch milliseconds. */
  readonly knownAtMs: number;
  readonly note?: string | undefined;
  /** Of the account, where it is known: it is found sooner, and may be labelled without its decision. */
  readonly accountId?: string | undefined;
  /** When the event happened, epoch milliseconds, where it is known: it is found sooner. */
  readonly eventTimeMs?: number | undefined;
}

/** What became of a label. */
export type LabelAnswer =
  | {
      readonly result: 'recorded' | 'repeated' | 'outdated';
      readonly eventId: string;
      readonly accountId: string;
      /** What the label teaches about: the account alone where its decision was not found (DEL-21). */
      readonly touches: 'account' | 'account_and_entities';
      /** What was said before. */
      readonly before: StandingLabel | undefined;
    }
  /** No decision has the id, and no account was named. */
  | { readonly result: 'unknown_event' }
  /** Something in it must not stand in a record; one sentence without its value. */
  | { readonly result: 'refused'; readonly message: string }
  /** The truth cannot have been known before the event; its time, epoch milliseconds. */
  | { readonly result: 'known_before_event'; readonly eventTimeMs: number };

/** Labels one event. @throws CountersignError when the log does not answer */
export type Labelling = (wish: LabelWish) => Promise<LabelAnswer>;

export interface LabellingPorts {
  readonly reader: LogReader;
  readonly publisher: LogPublisher;
  readonly topics: TopicNames;
}

/**
 * Finds the decision, copies its pseudonyms, and publishes the label, unless it says what is known already.
 * @param options `from`: CloudEvents source of the records; `mostRecords`: how far back each partition is read for the decision
 */
export function createLabelling(
  { reader, publisher, topics }: LabellingPorts,
  { from, mostRecords }: { readonly from: string; readonly mostRecords?: number },
): Labelling {
  return async (wish) => {
    const { id, accountId: named, eventTimeMs: nearMs, label, source, knownAtMs, note } = wish;
    const decision = await findDecision(reader, topics.decisions, id, { accountId: named, nearMs, mostRecords });
    const accountId = decision?.accountId ?? named;
    if (accountId === undefined) return { result: 'unknown_event' };
    const eventTimeMs = decision === undefined ? 0 : Date.parse(decision.eventTime);
    if (knownAtMs < eventTimeMs) return { result: 'known_before_event', eventTimeMs };
    const eventId = decision?.eventId ?? id;
    const before = await standingLabel(reader, topics.labels, accountId, eventId);
    const result = labelStanding(before, { label, knownAtMs });
    const draft = { eventId, accountId, label, source, knownAtMs, note, keys: decision?.keys };
    const record = labelRecord(draft, topics.labels, from);
    const read = decodeRecord('label.recorded', record.value);
    if (!read.ok) return { result: 'refused', message: read.message };
    if (result === 'recorded') await publisher.publish([record]);
    const touches = decision === undefined ? 'account' : 'account_and_entities';
    return { result, eventId, accountId, touches, before };
  };
}

const recordsPerRead = 1000;

/** What was last said about an event; of two known at once the later record. */
async function standingLabel(
  reader: LogReader,
  topic: string,
  accountId: string,
  eventId: string,
): Promise<StandingLabel | undefined> {
  const count = (await reader.partitionCount(topic)) ?? 0;
  if (count === 0) return undefined;
  const partition = partitionOf(accountId, count);
  const { low, high } = await reader.bounds(topic, partition);
  const needle = Buffer.from(JSON.stringify(eventId));
  let found: StandingLabel | undefined;
  for (let from = low; from < high; ) {
    const records = await reader.read(topic, partition, from, recordsPerRead);
    const last = records.at(-1);
    if (last === undefined) return found;
    from = last.offset + 1;
    for (const { value } of records) {
      if (value === null || !Buffer.from(value.buffer, value.byteOffset, value.length).includes(needle)) continue;
      const decoded = decodeRecord('label.recorded', value);
      if (!decoded.ok || decoded.record.data.eventId !== eventId) continue;
      const knownAtMs = Date.parse(decoded.record.data.knownAt);
      if (knownAtMs >= (found?.knownAtMs ?? 0)) found = { label: decoded.record.data.label, knownAtMs };
    }
  }
  return found;
}
