import {
  configuredKeySource,
  type Environment,
  keyLives,
  keyPlace,
  type KeyPurpose,
  keyPurposes,
  keyStates,
  systemRandomness,
} from '@countersign/runtime';
import { existsSync } from 'node:fs';
import { columns } from '../output/columns.ts';

/** What the command line knows of where keys lie. */
export interface KeysAt {
  readonly folder: string;
  readonly keysCommand: string | undefined;
  readonly environment: Environment;
}

/** One line a key: purpose, kid, state, since when, what still needs it; where it lies behind the first of a purpose. Never its bytes. */
export async function keyLines(at: KeysAt, nowMs: number): Promise<readonly string[]> {
  const perPurpose = await Promise.all(keyPurposes.map((purpose) => linesOf(purpose, at, nowMs)));
  return [line('purpose', 'kid', 'state', 'since', 'needed'), ...perPurpose.flat()];
}

async function linesOf(purpose: KeyPurpose, at: KeysAt, nowMs: number): Promise<readonly string[]> {
  const place = placeOf(purpose, at);
  if (place.kind === 'file' && !existsSync(place.path))
    return [line(purpose, '–', 'none', '', `nothing at ${place.shown}`)];
  const keys = (await keysOf(purpose, at))[purpose] ?? [];
  return keyStates(purpose, keys, nowMs).map(({ kid, state, sinceMs, untilMs }, index) => {
    const since = sinceMs === undefined ? 'not written down' : instant(sinceMs);
    const needed = {
      announced: 'not used yet',
      active: `now (${place.shown})`,
      old: `${untilMs === undefined || untilMs === Infinity ? 'as long as it may be named' : `until ${instant(untilMs)}`}: ${keyLives[purpose].neededFor}`,
      retired: 'by nothing: the next rotation drops it',
    }[state];
    return line(index === 0 ? purpose : '', kid, state, since, needed);
  });
}

/** The keys of one purpose from where they lie. */
export const keysOf = (purpose: KeyPurpose, { folder, keysCommand, environment }: KeysAt) =>
  configuredKeySource({
    purposes: [purpose],
    environment,
    command: keysCommand,
    folder,
    randomness: systemRandomness,
  }).read();

/** Where the keys of a purpose lie. */
export const placeOf = (purpose: KeyPurpose, { folder, keysCommand: command, environment }: KeysAt) =>
  keyPlace(purpose, environment, { folder, command });

const instant = (ms: number): string => new Date(ms).toISOString().replace('.000Z', 'Z');

const line = (purpose: string, kid: string, state: string, since: string, needed: string): string =>
  columns(
    [
      { text: purpose, width: 13 },
      { text: kid, width: 18 },
      { text: state, width: 9 },
      { text: since, width: 20 },
      { text: needed, width: 140 },
    ],
    false,
  );
