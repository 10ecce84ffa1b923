import { type DeadLetterCode, decodeEvent, decodeRecord, partitionOf } from '@countersign/events';
import type { Policy } from '@countersign/scoring';
import { deadLetterOf } from '../dead-letter-record.ts';
import { hasValidSignature } from '../outcome-signature.ts';
import type { LogRecord, OutgoingRecord } from '../ports/event-log.ts';
import { createPseudonyms } from '../pseudonyms.ts';
import { traceparentOf } from '../record-trace.ts';
import type { BatchItem } from './batch-item.ts';
import { eventItem } from './event-item.ts';
import { createEventKeys } from './event-keys.ts';
import { forwardOf } from './forwarding.ts';
import type { ScorerPorts, ScorerSettings } from './scorer-ports.ts';

/** What a chunk came to: readable items in log order, and what goes elsewhere before the batch is applied. */
export interface ReadChunk {
  readonly items: BatchItem[];
  /** Dead letters and forwards. */
  readonly aside: readonly OutgoingRecord[];
}

/** Where a chunk stands: topic partition, and the number of partitions of every input. */
export interface ChunkPlace {
  readonly topic: string;
  readonly partition: number;
  readonly partitions: number;
  readonly policy: Policy;
  /** Velocities that the policy or the candidate beside it names. */
  readonly velocities: Policy['velocities'];
}

/** Decodes and validates a chunk; never throws for what a record holds. */
export type ReadChunkOf = (records: readonly LogRecord[], place: ChunkPlace) => ReadChunk;

type Read = { readonly item: BatchItem } | { readonly aside: OutgoingRecord };

export function createReadChunk(ports: Pick<ScorerPorts, 'mac' | 'clock'>, settings: ScorerSettings): ReadChunkOf {
  const pseudonym = createPseudonyms(ports.mac);
  const keysOf = createEventKeys(ports.mac);
  const { topics, observer } = settings;

  const refuse = (record: LogRecord, code: DeadLetterCode, message: string): Read => {
    observer.deadLetter(code, record);
    return { aside: deadLetterOf(record, code, message, topics.deadLetters) };
  };
  const forward = (record: LogRecord, accountId: string, source: string): Read => {
    observer.forwarded(source, record);
    return { aside: forwardOf(record, accountId) };
  };
  const belongsHere = (record: LogRecord, accountId: string, place: ChunkPlace): boolean =>
    record.key !== null && partitionOf(accountId, place.partitions) === place.partition;

  const readEvent = (record: LogRecord, place: ChunkPlace): Read => {
    const decoded = decodeEvent(record);
    if (!decoded.ok) return refuse(record, decoded.code, decoded.message);
    const { event } = decoded;
    if (!belongsHere(record, event.accountId, place)) return forward(record, event.accountId, event.source);
    if (decoded.unknownFields > 0) observer.unknownFields(decoded.unknownFields);
    const item = eventItem(decoded, record, keysOf, ports.clock.now(), place.policy, place.velocities);
    return { item };
  };

  const readOutcome = (record: LogRecord, place: ChunkPlace): Read => {
    const decoded = decodeRecord('challenge.outcome', record.value);
    if (!decoded.ok) return refuse(record, decoded.code, decoded.message);
    const outcome = decoded.record.data;
    if (!hasValidSignature(record, decoded.record, ports.mac)) {
      return refuse(record, 'bad_signature', 'The outcome carries no signature of a known key over its bytes.');
    }
    if (!belongsHere(record, outcome.accountId, place))
      return forward(record, outcome.accountId, 'countersign/notifier');
    const account = pseudonym('account', outcome.accountId);
    return {
      item: {
        kind: 'outcome',
        account,
        outcome,
        offset: record.offset,
        logTimeMs: record.timestampMs,
        traceparent: traceparentOf(record),
      },
    };
  };

  const readLabel = (record: LogRecord, place: ChunkPlace): Read => {
    const decoded = decodeRecord('label.recorded', record.value);
    if (!decoded.ok) return refuse(record, decoded.code, decoded.message);
    const label = decoded.record.data;
    if (!belongsHere(record, label.accountId, place)) return forward(record, label.accountId, decoded.record.source);
    const account = pseudonym('account', label.accountId);
    return { item: { kind: 'label', account, label, offset: record.offset, logTimeMs: record.timestampMs } };
  };

  return (records, place) => {
    const read = place.topic === topics.events ? readEvent : place.topic === topics.outcomes ? readOutcome : readLabel;
    const items: BatchItem[] = [];
    const aside: OutgoingRecord[] = [];
    for (const record of records) {
      const result = read(record, place);
      if ('item' in result) items.push(result.item);
      else aside.push(result.aside);
    }
    return { items, aside };
  };
}
