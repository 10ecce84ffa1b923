import { CountersignError, decodeRecord } from '@countersign/events';
import { type LabelBook, type LabelledEvent, labelBook } from '@countersign/evaluation';
import { linesOf, readBytes } from './read-text.ts';

/**
 * Events and their labels as they are on the topics, NDJSON, in order of time. Events that nobody labelled count as honest.
 * @throws CountersignError that names file and line of what is no event or label
 */
export async function readLabelledEvents(eventsFile: string, labelsFile: string): Promise<readonly LabelledEvent[]> {
  const labels = await labelsOfFile(labelsFile);
  const events: LabelledEvent[] = [];
  for (const { number, line } of linesOf(await readBytes(eventsFile))) {
    const { id, subject, time } = parsed(line, eventsFile, number);
    const timeMs = typeof time === 'string' ? Date.parse(time) : Number.NaN;
    if (typeof id !== 'string' || typeof subject !== 'string' || Number.isNaN(timeMs)) {
      throw bad(eventsFile, number, 'an event has id, subject (the account) and time');
    }
    const known = labels.of(id);
    events.push({
      id,
      accountId: subject,
      timeMs,
      value: line,
      label: known?.label,
      knownAtMs: known?.knownAtMs,
    });
  }
  return events.toSorted((one, other) => one.timeMs - other.timeMs);
}

/** The labels of a file of NDJSON. @throws CountersignError that names file and line of what is no label */
export async function labelsOfFile(file: string): Promise<LabelBook> {
  const labels = labelBook();
  for (const { number, line } of linesOf(await readBytes(file))) {
    const decoded = decodeRecord('label.recorded', line);
    if (!decoded.ok) throw bad(file, number, `it is no label: ${decoded.message}`);
    labels.note(decoded.record.data);
  }
  return labels;
}

function parsed(line: Buffer, file: string, number: number): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(line.toString());
    if (typeof value === 'object' && value !== null) return value as Readonly<Record<string, unknown>>;
  } catch {
    // Said below.
  }
  throw bad(file, number, 'it is not a JSON object');
}

const bad = (file: string, number: number, why: string): CountersignError =>
  new CountersignError('bad_configuration', `${file}, line ${number}: ${why}.`);
