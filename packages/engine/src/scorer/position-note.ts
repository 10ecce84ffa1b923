import { crc32 } from 'node:zlib';
import type { LogRecord } from '../ports/event-log.ts';

/** How the last applied record of a topic looked, so that a topic made anew is noticed (DEL-15). */
export interface LastRecord {
  readonly offset: number;
  readonly timestampMs: number;
  readonly crc: number;
}

/** What the protocol keeps beside the positions. */
export interface PositionNote {
  readonly partitions: number;
  readonly last: Readonly<Record<string, LastRecord>>;
}

export const encodeNote = (note: PositionNote): string => JSON.stringify(note);

/** `undefined` when nothing was noted yet. */
export function decodeNote(text: string): PositionNote | undefined {
  return text === '' ? undefined : (JSON.parse(text) as PositionNote);
}

export function lastRecordOf(record: LogRecord): LastRecord {
  return { offset: record.offset, timestampMs: record.timestampMs, crc: crcOf(record) };
}

/** Whether the record that stands at a position today is the one that was applied. */
export const isSameRecord = (record: LogRecord, noted: LastRecord): boolean =>
  record.offset !== noted.offset || (record.timestampMs === noted.timestampMs && crcOf(record) === noted.crc);

function crcOf(record: LogRecord): number {
  return crc32(record.value ?? new Uint8Array(0), crc32(record.key ?? new Uint8Array(0)));
}
