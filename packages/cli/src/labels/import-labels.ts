import { type OutgoingRecord, labelRecord, labelStanding } from '@countersign/engine';
import { type EntityKeys, decodeRecord } from '@countersign/events';
import type { Connection } from '../connection/connection.ts';
import { decodeDecision } from '../history/decode-decision.ts';
import { readForward } from '../history/read-forward.ts';
import { readLabels } from '../history/read-labels.ts';
import type { LabelRow } from './read-label-rows.ts';

/** What became of the rows of a file, by how many. */
export interface ImportCounts {
  recorded: number;
  /** Of them, how many touch the account alone: their decision is no longer kept. */
  accountOnly: number;
  /** The same was said before. */
  repeated: number;
  /** Something else is known that was known later. */
  outdated: number;
}

export interface Imported {
  readonly counts: Readonly<ImportCounts>;
  /** One sentence for each row that was not recorded for a reason of its own. */
  readonly problems: readonly string[];
}

export interface ImportOptions {
  readonly nowMs: number;
  readonly searched: (done: number, of: number) => void;
  readonly sent: (done: number, of: number) => void;
}

interface Found {
  readonly eventId: string;
  readonly accountId: string;
  readonly eventTimeMs: number;
  readonly keys: EntityKeys;
}

/** Labels many events: their decisions are looked for in one pass, and what says nothing new is left out. */
export async function importLabels(
  connection: Connection,
  rows: readonly LabelRow[],
  { nowMs, searched, sent }: ImportOptions,
): Promise<Imported> {
  const found = await decisionsOf(connection, new Set(rows.map(({ eventId }) => eventId)), searched);
  const book = await readLabels(connection);
  const counts: ImportCounts = { recorded: 0, accountOnly: 0, repeated: 0, outdated: 0 };
  const problems: string[] = [];
  const records: OutgoingRecord[] = [];
  const inOrder = rows.map((row) => ({ row, knownAtMs: row.knownAt === undefined ? nowMs : Date.parse(row.knownAt) }));
  for (const { row, knownAtMs } of inOrder.toSorted((one, other) => one.knownAtMs - other.knownAtMs)) {
    const { eventId: id, label, source = 'import', note, line } = row;
    const decision = found.get(id);
    const accountId = decision?.accountId ?? row.accountId;
    const problem = problemOf(accountId, decision, knownAtMs, nowMs);
    if (problem !== undefined || accountId === undefined) {
      problems.push(`line ${line}, event ${id}: ${problem ?? ''}`);
      continue;
    }
    const eventId = decision?.eventId ?? id;
    const standing = labelStanding(book.of(eventId), { label, knownAtMs });
    const record = labelRecord(
      { eventId, accountId, label, source, knownAtMs, note, keys: decision?.keys },
      connection.topics.labels,
      from,
    );
    const read = decodeRecord('label.recorded', record.value);
    if (!read.ok) {
      problems.push(`line ${line}, event ${id}: ${read.message}`);
      continue;
    }
    counts[standing] += 1;
    if (standing !== 'recorded') continue;
    if (decision === undefined) counts.accountOnly += 1;
    book.note(read.record.data);
    records.push(record);
  }
  await publishAll(connection, records, sent);
  return { counts, problems };
}

const from = 'countersign/command-line';
const aheadMs = 120_000;
const recordsAtOnce = 500;

async function decisionsOf(
  { reader, topics }: Connection,
  wanted: ReadonlySet<string>,
  progress: ImportOptions['searched'],
): Promise<ReadonlyMap<string, Found>> {
  const found = new Map<string, Found>();
  for await (const records of readForward(reader, { topic: topics.decisions, sinceMs: undefined, progress })) {
    for (const { value } of records) {
      const decision = decodeDecision(value);
      if (decision === undefined) continue;
      const { id, eventId, accountId, eventTime, keys, challenge } = decision;
      for (const name of [eventId, id, challenge?.id]) {
        if (name === undefined || !wanted.has(name)) continue;
        found.set(name, { eventId, accountId, eventTimeMs: Date.parse(eventTime), keys });
      }
    }
  }
  return found;
}

function problemOf(
  accountId: string | undefined,
  decision: Found | undefined,
  knownAtMs: number,
  nowMs: number,
): string | undefined {
  if (accountId === undefined)
    return 'no decision is known for it; with accountId it is recorded for the account alone.';
  if (knownAtMs > nowMs + aheadMs) return 'knownAt lies in the future.';
  return decision !== undefined && knownAtMs < decision.eventTimeMs ? 'knownAt lies before the event.' : undefined;
}

async function publishAll(
  { publisher }: Connection,
  records: readonly OutgoingRecord[],
  progress: ImportOptions['sent'],
): Promise<void> {
  for (let at = 0; at < records.length; at += recordsAtOnce) {
    const part = records.slice(at, at + recordsAtOnce);
    await publisher.publish(part.map(({ topic, key, value, headers = {} }) => ({ topic, key, value, headers })));
    progress(Math.min(at + recordsAtOnce, records.length), records.length);
  }
}
