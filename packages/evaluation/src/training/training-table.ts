import type { Decision, Label } from '@countersign/events';
import { modelInputNames } from '@countersign/scoring';

/** One decided event as it was known when it was decided, and what later turned out to be true. */
export interface TrainingRow {
  readonly eventId: string;
  readonly eventType: string;
  readonly accountId: string;
  /** When the log took the event, RFC 3339. */
  readonly time: string;
  /** Undefined while nobody said. */
  readonly label: Label['label'] | undefined;
  /** When that became known, RFC 3339: the label's own time. */
  readonly labelKnownAt: string | undefined;
  readonly features: Decision['features'];
  /** What rules may see of the event, by dotted name. */
  readonly facts: Decision['facts'];
}

const about = ['eventId', 'eventType', 'accountId', 'time', 'label', 'labelKnownAt'] as const;
const fieldPrefix = 'event.';

/** A table of training rows in CSV (RFC 4180). */
export interface TrainingTable {
  /**
   * What a row is about, then all that a model may be given: every feature by its own name, in the order of the registry,
   * `event.` and every field that rules may see, and last the velocities.
   */
  readonly columns: readonly string[];
  /** The first line, without its end. */
  readonly head: string;
  /** A row as one line, without its end. What is unknown or does not apply is empty, a flag is 0 or 1, a word stands as it is, to be read as a category. */
  line(row: TrainingRow): string;
}

/** The table with columns for these velocities: those that the policy names, for no others were found. */
export function trainingTable(velocities: readonly string[]): TrainingTable {
  const inputs = [...modelInputNames, ...velocities];
  const columns = [...about, ...inputs];
  return {
    columns,
    head: columns.join(','),
    line(row) {
      let line = about.map((name) => quoted(row[name] ?? '')).join(',');
      for (const name of inputs) line += `,${cell(inputOf(row, name))}`;
      return line;
    },
  };
}

const inputOf = ({ features, facts }: TrainingRow, name: string): number | string | boolean | undefined =>
  name.startsWith(fieldPrefix) ? facts?.[name.slice(fieldPrefix.length)] : features[name];

function cell(value: number | string | boolean | undefined): string {
  if (typeof value === 'string') return quoted(value);
  return value === undefined ? '' : String(Number(value));
}

const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
