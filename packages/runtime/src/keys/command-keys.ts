import { execFile } from 'node:child_process';
import { CountersignError } from '@countersign/events';
import { z } from 'zod';
import { type KeyPurpose, keyPurposes } from './key-purpose.ts';
import type { KeysByPurpose } from './key-ring.ts';
import { keysAllowed, versionedKeys } from './versioned-key.ts';

/** How long the command may take: a secret manager in another region answers within a second. */
const answerWithinMs = 10_000;
const mostBytes = 64 * 1024;

const printed = z.record(z.string(), z.string());

/**
 * Runs a command, without a shell, and reads what it prints: one JSON object, `{"code": "kid:base64,…", "contacts": "…"}`.
 * Purposes that are not asked for are passed over. Neither its output nor its errors are ever repeated.
 * @param command the program and its arguments, separated by blanks
 */
export async function commandKeys(command: string, purposes: readonly KeyPurpose[]): Promise<KeysByPurpose> {
  const text = await outputOf(command);
  const parsed = printed.safeParse(jsonOf(text));
  if (!parsed.success) {
    throw refused(
      command,
      `printed ${text.length} characters that are no JSON object of texts; allowed: {"code": "kid:base64", …} with the purposes ${keyPurposes.join(', ')}`,
    );
  }
  const entries = purposes.map((purpose) => {
    const keys = versionedKeys.safeParse(parsed.data[purpose] ?? '');
    if (keys.success) return [purpose, keys.data] as const;
    const why =
      parsed.data[purpose] === undefined ? `no keys of '${purpose}'` : `'${purpose}': ${keys.error.issues[0]?.message}`;
    throw refused(command, `printed ${why}; allowed: ${keysAllowed}`);
  });
  return Object.fromEntries(entries);
}

function outputOf(command: string): Promise<string> {
  const [program = '', ...words] = command.trim().split(/\s+/);
  return new Promise((resolve, reject) => {
    execFile(program, words, { timeout: answerWithinMs, maxBuffer: mostBytes }, (error, stdout) => {
      if (error === null) return resolve(stdout);
      reject(refused(command, endOf(error)));
    });
  });
}

function endOf({
  code,
  killed,
  signal,
}: {
  readonly code?: unknown;
  readonly killed?: boolean;
  readonly signal?: unknown;
}): string {
  if (code === 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER') return `printed more than ${mostBytes} bytes`;
  if (killed === true) return `did not end within ${answerWithinMs / 1000} s`;
  if (typeof code === 'number') return `ended with ${code}; it must end with 0 and print the keys`;
  return `could not be run (${typeof code === 'string' ? code : String(signal)})`;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Only the program is named: its arguments may hold a token. */
const refused = (command: string, what: string): CountersignError =>
  new CountersignError(
    'bad_configuration',
    `The command of COUNTERSIGN_KEYS_COMMAND (${command.trim().split(/\s+/)[0] ?? ''}) ${what}.`,
  );
