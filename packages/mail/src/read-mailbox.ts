import { readFile, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { readEml } from './eml.ts';

/** A message of the development mailbox. */
export interface MailboxMessage {
  /** challengeId.sendSeq */
  readonly id: string;
  readonly file: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** Epoch milliseconds of the sender's clock, whole seconds; the clock may be virtual. */
  readonly dateMs: number;
}

/** The messages in a mailbox folder, the last to arrive first. A folder that is not there is an empty mailbox. */
export async function readMailbox(folder: string): Promise<readonly MailboxMessage[]> {
  const names = await readdir(folder).catch(absent);
  const found = await Promise.all(names.filter((name) => /^[^.].*\.eml$/.test(name)).map((name) => read(folder, name)));
  return found
    .filter((one) => one !== undefined)
    .sort((a, b) => b.arrivedMs - a.arrivedMs || b.message.dateMs - a.message.dateMs)
    .map(({ message }) => message);
}

/** A file that vanishes or is no message of ours is passed over: people put things into folders. */
async function read(
  folder: string,
  name: string,
): Promise<{ readonly arrivedMs: number; readonly message: MailboxMessage } | undefined> {
  const file = join(folder, name);
  try {
    const [source, { mtimeMs }] = await Promise.all([readFile(file, 'utf8'), stat(file)]);
    const eml = readEml(source);
    if (eml === undefined) return undefined;
    const { to, subject, text, dateMs } = eml;
    return { arrivedMs: mtimeMs, message: { id: name.slice(0, -'.eml'.length), file, to, subject, text, dateMs } };
  } catch (error) {
    absent(error);
    return undefined;
  }
}

function absent(error: unknown): string[] {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
  throw error;
}
