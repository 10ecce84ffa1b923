import { CountersignError } from '@countersign/events';
import { type LabelledEvent, type Row, cardPurchase, login } from '@countersign/evaluation';
import { parse } from 'csv-parse/sync';
import { readBytes } from './read-text.ts';

/** The tables that are read as they are published, with the columns that they must have. */
const formats = {
  'card-purchases': {
    columns: ['unix_time', 'cc_num', 'merchant', 'category', 'amt', 'merch_lat', 'merch_long', 'is_fraud'],
    eventOf: cardPurchase,
  },
  logins: { columns: ['datetime', 'source_ip', 'username', 'success', 'is_attack'], eventOf: login },
} as const;

export type DatasetName = keyof typeof formats;
export const datasetNames = Object.keys(formats) as readonly DatasetName[];

/**
 * The rows of a table as labelled events in order of time. Columns may stand in any order, others beside them.
 * @throws CountersignError that names the file and the row where a column is missing or a row cannot be read
 */
export async function readDataset(name: DatasetName, file: string): Promise<readonly LabelledEvent[]> {
  const { columns, eventOf } = formats[name];
  const rows = parsed(await readBytes(file), file);
  const missing = columns.filter((column) => rows[0] !== undefined && !(column in rows[0]));
  if (missing.length > 0) throw bad(`${file} is no table of ${name}: ${missing.join(', ')} missing.`);
  const events = rows.map((row, at) => {
    const read = eventOf(row, at);
    if (!read.ok) throw bad(`${file}, row ${at + 1}: ${read.problem}.`);
    return read.event;
  });
  return events.toSorted((one, other) => one.timeMs - other.timeMs);
}

function parsed(bytes: Buffer, file: string): readonly Row[] {
  try {
    return parse(bytes, { columns: true, skip_empty_lines: true, bom: true, trim: true });
  } catch (error) {
    throw bad(`${file} cannot be read as CSV: ${error instanceof Error ? error.message : String(error)}.`);
  }
}

const bad = (message: string): CountersignError => new CountersignError('bad_configuration', message);
