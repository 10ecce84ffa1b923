import { decodeRecord } from '@countersign/events';
import { type LabelBook, labelBook } from '@countersign/evaluation';
import type { Connection } from '../connection/connection.ts';
import { readForward } from './read-forward.ts';

/** Every label that the topic still keeps, whenever it came: labels come long after their event. */
export async function readLabels({ reader, topics }: Connection): Promise<LabelBook> {
  const book = labelBook();
  for await (const records of readForward(reader, { topic: topics.labels, sinceMs: undefined, progress: () => {} })) {
    for (const { value } of records) {
      const decoded = decodeRecord('label.recorded', value);
      if (decoded.ok) book.note(decoded.record.data);
    }
  }
  return book;
}
