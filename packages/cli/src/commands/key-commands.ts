import { type Command, InvalidArgumentError, Option } from 'commander';
import {
  configurationOrExit,
  keySourceVariables,
  processVariables,
  type Scope,
  systemRandomness,
} from '@countersign/runtime';
import { durationMs } from '../duration.ts';
import { contactKeySet } from './keys-contacts.ts';
import { newApiKey, newServiceKeys } from './keys.ts';
import { type KeysAt, keyLines } from './keys-list.ts';
import { purposeOf, rotate } from './keys-rotate.ts';
import { print, tell } from './with-connection.ts';

/** `keys new|services`: nothing is kept, what is printed is shown once. `keys list|rotate`: the keys where they lie. */
export function addKeyCommands(program: Command): void {
  const keys = program
    .command('keys')
    .description("make, list and rotate the keys that the services' configuration asks for");
  keys
    .command('new')
    .description("make an API key for the notifier's HTTP interface; it is shown once")
    .addOption(
      new Option('--scopes <scopes>', 'verify, read, courier or admin, joined by +')
        .argParser(scopesOf)
        .default(['verify', 'read'] satisfies Scope[], 'verify+read'),
    )
    .action(({ scopes }: { readonly scopes: readonly Scope[] }) => {
      newApiKey(systemRandomness, scopes).forEach(print);
      tell('COUNTERSIGN_API_KEY is for whoever calls the notifier; it is shown here once and kept nowhere.');
      tell('COUNTERSIGN_API_KEYS is for the notifier; several are separated by commas.');
    });
  keys
    .command('services')
    .description('make the keys of scorer and notifier, one for every purpose; they are shown once')
    .action(() => {
      newServiceKeys(systemRandomness, `k${new Date().toISOString().slice(0, 10)}`).forEach(print);
      tell('Give every copy of a service the same ones, and the scorer never those of CODE and CONTACTS.');
    });
  keys
    .command('list')
    .description(
      'list the keys of every purpose, without their bytes: which is in use, which old one is still needed and for what',
    )
    .action(async () => {
      for (const line of await keyLines(keysAt(), Date.now())) print(line);
    });
  keys
    .command('contacts')
    .description(
      'print the public keys that upstream may seal contacts for, as a JSON Web Key Set, the one to use first',
    )
    .action(async () => print(JSON.stringify(await contactKeySet(keysAt(), Date.now()), null, 2)));
  keys
    .command('rotate <purpose>')
    .description(
      'announce a new key in the file of a purpose: running copies read it, and all begin to use it at the same time',
    )
    .addOption(
      new Option('--at <time>', 'when it comes into use: an instant, or 2m, 1h, 1d from now')
        .argParser(laterMs)
        .default(undefined, '2m'),
    )
    .action(async (word: string, { at }: { readonly at?: number }) => {
      const nowMs = Date.now();
      const made = await rotate(
        purposeOf(word),
        keysAt(),
        { atMs: wholeSecond(at ?? nowMs + defaultNoticeMs), nowMs },
        systemRandomness,
      );
      print(`${made.kid} in use from ${new Date(made.atMs).toISOString()} on (${made.path})`);
      for (const kid of made.dropped) tell(`${kid} is gone: nothing needed it any more.`);
      tell(
        'Until then, and for what was made before, the old key stays: keep it. Where copies run on other machines, give them the same file before that.',
      );
    });
}

const defaultNoticeMs = 120_000;

const wholeSecond = (ms: number): number => Math.ceil(ms / 1000) * 1000;

const keysAt = (): KeysAt => {
  const { folder, keysCommand } = configurationOrExit({ ...processVariables, ...keySourceVariables }, []);
  return { folder, keysCommand, environment: process.env };
};

function laterMs(text: string): number {
  const inMs = durationMs(text);
  const atMs = inMs === undefined ? Date.parse(text) : Date.now() + inMs;
  if (Number.isNaN(atMs))
    throw new InvalidArgumentError('allowed: an instant such as 2027-01-31T09:00:00Z, or 2m, 1h, 1d.');
  return atMs;
}

const known: readonly string[] = ['verify', 'read', 'courier', 'admin'] satisfies Scope[];
const isScope = (text: string): text is Scope => known.includes(text);

function scopesOf(text: string): readonly Scope[] {
  const scopes = text.split('+');
  if (!scopes.every(isScope)) throw new InvalidArgumentError(`allowed: ${known.join(', ')}, joined by +.`);
  return scopes;
}
