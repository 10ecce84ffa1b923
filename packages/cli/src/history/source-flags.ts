import type { LabelBook } from '@countersign/evaluation';
import type { Command } from 'commander';
import { labelsOfFile } from '../evaluation/labels-of-file.ts';
import { withConnection } from '../commands/with-connection.ts';
import type { Connection } from '../connection/connection.ts';
import { sinceMs, sinceRefused } from '../duration.ts';
import type { DecisionSource } from './past-decisions.ts';
import { readLabels } from './read-labels.ts';

/** Where a command reads past decisions and labels from. */
export interface SourceFlags {
  readonly since: string;
  readonly decisions?: string;
  readonly labels?: boolean | string;
}

/** Adds `--since` and `--decisions`. */
export const withSourceFlags = (command: Command): Command =>
  command
    .option('--since <when>', 'decisions of the last 90s, 15m, 2h, 30d, or from an instant on', '30d')
    .option('--decisions <file>', 'past decisions from a file instead, NDJSON or NDJSON.gz as `tail --json` writes it');

/** Adds `--labels`. */
export const withLabelFlag = (command: Command): Command =>
  command.option('--labels [file]', 'with what turned out to be true: the labels of the installation, or of a file');

/** What is wrong with these flags, one sentence each. */
export const sourceProblems = ({ since, decisions, labels }: SourceFlags): readonly string[] => [
  ...(sinceMs(since, 0) === undefined ? [sinceRefused(since)] : []),
  ...(decisions !== undefined && labels === true
    ? ['--labels needs a file where decisions come from a file: --labels labels.ndjson.']
    : []),
];

/** A source of decisions and, where asked for, the labels. */
export interface PastSource {
  readonly source: DecisionSource;
  readonly labels: LabelBook | undefined;
  /** Undefined where decisions come from a file. */
  readonly connection: Connection | undefined;
}

/** Opens what the flags name, runs, and closes it. */
export async function withPast<T>(flags: SourceFlags, run: (past: PastSource) => Promise<T>): Promise<T> {
  const fileLabels = typeof flags.labels === 'string' ? (await labelsOfFile(flags.labels)).book : undefined;
  if (flags.decisions !== undefined) {
    return run({ source: { file: flags.decisions }, labels: fileLabels, connection: undefined });
  }
  return withConnection(async (connection) => {
    const labels = flags.labels === true ? await readLabels(connection) : fileLabels;
    return run({ source: { connection, sinceMs: sinceMs(flags.since, Date.now()) }, labels, connection });
  });
}
