import { CountersignError, decodeRecord } from '@countersign/events';
import { type LabelBook, labelBook } from '@countersign/evaluation';
import { linesOf, readBytes } from './read-text.ts';

/** Labels of a file, and how many records they came from. */
export interface LabelsOfFile {
  readonly book: LabelBook;
  readonly records: number;
}

/** The labels of a file of NDJSON. @throws CountersignError that names file and line of what is no label */
export async function labelsOfFile(file: string): Promise<LabelsOfFile> {
  const book = labelBook();
  let records = 0;
  for (const { number, line } of linesOf(await readBytes(file))) {
    const decoded = decodeRecord('label.recorded', line);
    if (!decoded.ok) throw badLine(file, number, `it is no label: ${decoded.message}`);
    book.note(decoded.record.data);
    records += 1;
  }
  return { book, records };
}

/** That a line of a file cannot be read, and why. */
export const badLine = (file: string, number: number, why: string): CountersignError =>
  new CountersignError('bad_configuration', `${file}, line ${number}: ${why}.`);
