import { forwardHeaders } from '@countersign/events';
import type { LogRecord, OutgoingRecord } from '../ports/event-log.ts';

/**
 * The same record for the partition where its account lives (DEL-10): key set, bytes untouched,
 * with where it came from (its id, so that a repetition is recognised) and its first log time.
 */
export function forwardOf(record: LogRecord, accountId: string): OutgoingRecord {
  return {
    topic: record.topic,
    key: Buffer.from(accountId),
    value: record.value,
    headers: { ...record.headers, ...forwardHeaders(record) },
  };
}
