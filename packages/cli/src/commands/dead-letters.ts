import type { LogRecord, OutgoingRecord } from '@countersign/engine';
import { type DeadLetterReason, readDeadLetter } from '@countersign/events';
import type { Connection } from '../connection/connection.ts';
import { columns } from '../output/columns.ts';
import { tailRecords } from '../tail-records.ts';

/** One dead letter: the record as it came and why it could not be used. */
export interface DeadLetter {
  readonly record: LogRecord;
  readonly reason: DeadLetterReason;
}

/** Dead letters since an instant, oldest first, each once although it may have been written twice. */
export async function listDeadLetters(
  connection: Connection,
  sinceMs: number,
  signal: AbortSignal,
): Promise<readonly DeadLetter[]> {
  const found = new Map<string, DeadLetter>();
  const options = { topic: connection.topics.deadLetters, sinceMs, follow: false, signal, pollMs: 1000 };
  for await (const { record } of tailRecords(connection.reader, options)) {
    const reason = readDeadLetter(record.headers);
    if (!found.has(reason.id)) found.set(reason.id, { record, reason });
  }
  return [...found.values()];
}

/** One aligned line. */
export const deadLetterLine = ({ record, reason }: DeadLetter, isColoured: boolean): string =>
  columns(
    [
      { text: new Date(record.timestampMs).toISOString().slice(0, 19), width: 19, style: 'dim' },
      { text: reason.id, width: 32 },
      { text: reason.code, width: 20, style: 'red' },
      { text: reason.message, width: 120 },
    ],
    isColoured,
  );

/** The record on its way back to the topic that it came from, without what made it a dead letter. */
export function redriven({ record, reason }: DeadLetter): OutgoingRecord {
  const headers = Object.entries(record.headers).filter(([name]) => !name.startsWith('countersign-'));
  return { topic: reason.topic, key: record.key, value: record.value, headers: Object.fromEntries(headers) };
}
