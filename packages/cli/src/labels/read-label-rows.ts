import { CountersignError } from '@countersign/events';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { linesOf, readBytes } from '../evaluation/read-text.ts';

const instant = z.iso.datetime({ offset: true });

/** One label of a file: who says what about which event, and since when. */
const labelRow = z.object({
  eventId: z.string().min(1).max(256),
  label: z.enum(['fraud', 'legitimate']),
  source: z.enum(['analyst', 'chargeback', 'challenge', 'support', 'import']).optional(),
  knownAt: instant.optional(),
  note: z.string().min(1).max(256).optional(),
  accountId: z.string().min(1).max(128).optional(),
});

export type LabelRow = z.infer<typeof labelRow> & { readonly line: number };

/** What can be read of a file, and one sentence for each line that cannot. */
export interface LabelFile {
  readonly rows: readonly LabelRow[];
  readonly problems: readonly string[];
}

const allowed: Readonly<Record<string, string>> = {
  eventId: 'the id of an event, its decision or its challenge',
  label: 'fraud or legitimate',
  source: 'analyst, chargeback, challenge, support or import',
  knownAt: 'an instant such as 2026-03-01T09:30:00Z',
  note: 'a text of at most 256 characters',
  accountId: 'a text of at most 128 characters',
};

/**
 * Labels from CSV with a head (`eventId,label` and, where there are any, `source,knownAt,note,accountId`) or from NDJSON with
 * these names, or with records as they are on the topic; packed where the name ends in `.gz`.
 * @throws CountersignError when the file cannot be read at all
 */
export async function readLabelRows(path: string): Promise<LabelFile> {
  const bytes = await readBytes(path);
  const found = /\.csv(\.gz)?$/.test(path) ? csvRows(bytes, path) : ndjsonRows(bytes);
  const rows: LabelRow[] = [];
  const problems: string[] = [];
  for (const { line, row } of found) {
    const read = labelRow.safeParse(row);
    if (read.success) rows.push({ ...read.data, line });
    else problems.push(`${path}, line ${line}: ${wrong(row, read.error.issues)}`);
  }
  return { rows, problems };
}

interface Found {
  readonly line: number;
  /** Undefined: no JSON object. */
  readonly row: Readonly<Record<string, unknown>> | undefined;
}

function csvRows(bytes: Buffer, path: string): readonly Found[] {
  try {
    const rows: Record<string, string>[] = parse(bytes, { columns: true, skip_empty_lines: true, bom: true });
    return rows.map((row, at) => ({
      line: at + 2,
      row: Object.fromEntries(Object.entries(row).filter(([, value]) => value !== '')),
    }));
  } catch (error) {
    const why = error instanceof Error ? error.message : 'it is not CSV';
    throw new CountersignError('bad_configuration', `${path} is no table of labels: ${why}.`, { cause: error });
  }
}

const ndjsonRows = (bytes: Buffer): readonly Found[] =>
  [...linesOf(bytes)].map(({ number, line }) => ({ line: number, row: rowOf(line.toString()) }));

function rowOf(text: string): Found['row'] {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null) return undefined;
    const row = value as Readonly<Record<string, unknown>>;
    return row['type'] === 'label.recorded' ? (row['data'] as Found['row']) : row;
  } catch {
    return undefined;
  }
}

function wrong(row: Found['row'], issues: readonly { readonly path: readonly PropertyKey[] }[]): string {
  if (row === undefined) return 'it is not a JSON object.';
  const names = new Set(issues.map(({ path: [name] }) => String(name)));
  return [...names]
    .map((name) => `${name} ${came(row[name])}; allowed: ${allowed[name] ?? 'something else'}.`)
    .join(' ');
}

const came = (value: unknown): string =>
  value === undefined ? 'is missing' : `is ${(JSON.stringify(value) ?? 'nothing').slice(0, 60)}`;
