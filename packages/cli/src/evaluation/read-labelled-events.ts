import type { LabelledEvents } from '@countersign/evaluation';
import { badLine, labelsOfFile } from './labels-of-file.ts';
import { linesOf, readBytes } from './read-text.ts';

/** Events of a file with what its labels say of them. */
export interface ReadEvents {
  readonly events: LabelledEvents;
  /** What a reader should know of the labels, one sentence each. */
  readonly remarks: readonly string[];
}

/** Where an event stands in its file, and what is known before it is read again. */
interface Placed {
  readonly id: string;
  readonly accountId: string;
  readonly timeMs: number;
  /** Its bytes, from the file's first. */
  readonly start: number;
  readonly end: number;
  readonly lacksContext: boolean;
}

/**
 * Events and their labels as they are on the topics, NDJSON, in order of time whatever order the file has. Events that nobody
 * labelled count as honest. One that says nothing of how and from where the act was tried is read as one that knows nothing
 * of it. What is held is the file's bytes and a few words an event.
 * @throws CountersignError that names file and line of what is no event or label
 */
export async function readLabelledEvents(eventsFile: string, labelsFile: string): Promise<ReadEvents> {
  const { book, records } = await labelsOfFile(labelsFile);
  const bytes = await readBytes(eventsFile);
  const placed = placedEvents(bytes, eventsFile);
  const events = {
    length: placed.length,
    *[Symbol.iterator]() {
      for (const { id, accountId, timeMs, start, end, lacksContext } of placed) {
        const known = book.of(id);
        const line = bytes.subarray(start, end);
        const value = lacksContext ? withContext(line) : line;
        yield { id, accountId, timeMs, value, label: known?.label, knownAtMs: known?.knownAtMs };
      }
    },
  };
  const labelled = new Set(placed.filter(({ id }) => book.of(id) !== undefined).map(({ id }) => id)).size;
  return { events, remarks: remarksOn(labelsFile, { records, events: book.size, labelled }) };
}

function placedEvents(bytes: Buffer, file: string): readonly Placed[] {
  const accounts = new Map<string, string>();
  const placed: Placed[] = [];
  for (const { number, line } of linesOf(bytes)) {
    const { id, subject, time, data } = parsed(line, file, number);
    const timeMs = typeof time === 'string' ? Date.parse(time) : Number.NaN;
    if (typeof id !== 'string' || typeof subject !== 'string' || Number.isNaN(timeMs)) {
      throw badLine(file, number, 'an event has id, subject (the account) and time');
    }
    const accountId = accounts.get(subject) ?? subject;
    accounts.set(subject, accountId);
    const lacksContext = typeof data === 'object' && data !== null && !('context' in data);
    const start = line.byteOffset - bytes.byteOffset;
    placed.push({ id, accountId, timeMs, start, end: start + line.length, lacksContext });
  }
  return placed.toSorted((one, other) => one.timeMs - other.timeMs);
}

function withContext(line: Buffer): Buffer {
  const event = JSON.parse(line.toString()) as { readonly data: object };
  return Buffer.from(JSON.stringify({ ...event, data: { context: {}, ...event.data } }));
}

function parsed(line: Buffer, file: string, number: number): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(line.toString());
    if (typeof value === 'object' && value !== null) return value as Readonly<Record<string, unknown>>;
  } catch {
    // Said below.
  }
  throw badLine(file, number, 'it is not a JSON object');
}

function remarksOn(
  file: string,
  count: { readonly records: number; readonly events: number; readonly labelled: number },
): readonly string[] {
  const again = count.records - count.events;
  const strange = count.events - count.labelled;
  return [
    ...(again > 0
      ? [`${file}: ${of(again, 'label record')} about an event that has another; whoever knew last is believed.`]
      : []),
    ...(strange > 0
      ? [`${file}: ${of(strange, 'label')} about events that are not among these; nothing is made of it.`]
      : []),
  ];
}

const of = (count: number, noun: string): string =>
  `${count.toLocaleString('en-US')} ${noun}${count === 1 ? ' is' : 's are'}`;
