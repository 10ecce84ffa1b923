import { CountersignError, type Decision } from '@countersign/events';
import type { Connection } from '../connection/connection.ts';
import { linesOf, readBytes } from '../evaluation/read-text.ts';
import { progressLine } from '../output/progress-line.ts';
import { decodeDecision } from './decode-decision.ts';
import { readForward } from './read-forward.ts';

/** Where past decisions are read from: an installation, or a file of NDJSON. */
export type DecisionSource =
  | { readonly connection: Connection; readonly sinceMs: number | undefined }
  | { readonly file: string };

/** Hands every past decision to `take`, with progress on standard error; returns how many there were. */
export async function eachPastDecision(source: DecisionSource, take: (decision: Decision) => void): Promise<number> {
  return 'file' in source ? fromFile(source.file, take) : fromTopic(source.connection, source.sinceMs, take);
}

async function fromTopic(
  { reader, topics }: Connection,
  sinceMs: number | undefined,
  take: (decision: Decision) => void,
): Promise<number> {
  const bar = progressLine('read');
  let count = 0;
  for await (const records of readForward(reader, { topic: topics.decisions, sinceMs, progress: bar.show })) {
    for (const { value } of records) {
      const decision = decodeDecision(value);
      if (decision === undefined) continue;
      count += 1;
      take(decision);
    }
  }
  bar.end();
  return count;
}

async function fromFile(path: string, take: (decision: Decision) => void): Promise<number> {
  let count = 0;
  for (const { number, line } of linesOf(await readBytes(path))) {
    const decision = decodeDecision(line);
    if (decision === undefined) {
      if (/"type":"decision\.resolved"/.test(line.toString())) continue;
      throw new CountersignError(
        'bad_configuration',
        `${path}, line ${number}: it is no decision; give NDJSON as \`countersign tail decisions --json\` writes it.`,
      );
    }
    count += 1;
    take(decision);
  }
  return count;
}
