import { type Action, decodeAnyRecord } from '@countersign/events';
import type { Connection } from '../connection/connection.ts';
import { type TailedRecord, recordLine } from '../output/record-line.ts';
import { tailRecords, type TailPosition } from '../tail-records.ts';

export type TailTopic = 'decisions' | 'challenges' | 'outcomes' | 'labels';

export interface TailOptions {
  readonly topic: TailTopic;
  readonly sinceMs: number | undefined;
  readonly resume: TailPosition | undefined;
  readonly follow: boolean;
  readonly action: Action | undefined;
  readonly account: string | undefined;
  /** NDJSON for programs, aligned lines for people. */
  readonly json: boolean;
  readonly isColoured: boolean;
  readonly signal: AbortSignal;
}

const pollMs = 250;

/** Lines of a topic as they come; returns where it stood at the end. */
export async function* tail(connection: Connection, options: TailOptions): AsyncGenerator<string, TailPosition> {
  let position: TailPosition = {};
  const { sinceMs, resume, follow, signal } = options;
  const records = tailRecords(connection.reader, {
    topic: connection.topics[options.topic],
    follow,
    signal,
    pollMs,
    ...(sinceMs === undefined ? {} : { sinceMs }),
    ...(resume === undefined ? {} : { resume }),
  });
  for await (const { record, position: next } of records) {
    position = next;
    const decoded = decodeAnyRecord(record.value);
    if (!decoded.ok || !isWanted(decoded.record.subject, decoded.record.data, options)) continue;
    const typed = { type: decoded.type, data: decoded.record.data } as TailedRecord; // These topics hold these types only.
    yield options.json
      ? JSON.stringify({ ...typed, partition: record.partition, offset: record.offset })
      : recordLine(typed, options.isColoured);
  }
  return position;
}

function isWanted(accountId: string, data: object, { action, account }: TailOptions): boolean {
  if (account !== undefined && accountId !== account) return false;
  return action === undefined || ('action' in data && data.action === action);
}
