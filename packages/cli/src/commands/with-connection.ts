import { connect } from '../connection/connect.ts';
import type { Connection } from '../connection/connection.ts';

/** Runs one command on a connection that is closed afterwards. */
export async function withConnection<T>(run: (connection: Connection) => Promise<T>): Promise<T> {
  const connection = connect();
  try {
    return await run(connection);
  } finally {
    await connection.close();
  }
}

/** One line on standard output: what the command was asked for. */
export const print = (line: string): void => void process.stdout.write(`${line}\n`);

/** One line on standard error: how it went. */
export const tell = (line: string): void => void process.stderr.write(`${line}\n`);

/** Ends with a failure after one sentence. */
export function fail(sentence: string): void {
  tell(sentence);
  process.exitCode = 1;
}

/** Aborted at Ctrl-C, so that a command can end in order. */
export function untilInterrupted(): AbortSignal {
  const controller = new AbortController();
  process.once('SIGINT', () => controller.abort());
  process.once('SIGTERM', () => controller.abort());
  return controller.signal;
}
