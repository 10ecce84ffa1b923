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
 * The rows of a table as labelled events in order of time.
 * @throws CountersignError when a column is missing or a row has no time
 */
export async function readDataset(name: DatasetName, file: string): Promise<readonly LabelledEvent[]> {
  const { columns, eventOf } = formats[name];
  const rows: readonly Row[] = parse(await readBytes(file), { columns: true, skip_empty_lines: true, bom: true });
  const missing = columns.filter((column) => rows[0] !== undefined && !(column in rows[0]));
  if (missing.length > 0) {
    throw new CountersignError('bad_configuration', `${file} is no table of ${name}: ${missing.join(', ')} missing.`);
  }
  const timeless = rows.findIndex((row) => Number.isNaN(eventTimeOf(row)));
  if (timeless !== -1) {
    throw new CountersignError('bad_configuration', `${file}, row ${timeless + 1}: it has no time that can be read.`);
  }
  return rows.map(eventOf).toSorted((one, other) => one.timeMs - other.timeMs);
}

const eventTimeOf = (row: Row): number =>
  row['unix_time'] === undefined
    ? Date.parse(`${row['datetime']?.slice(0, 10) ?? ''}T00:00:00Z`)
    : Number(row['unix_time']);
