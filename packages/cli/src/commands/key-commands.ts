import { type Command, InvalidArgumentError, Option } from 'commander';
import { type Scope, systemRandomness } from '@countersign/runtime';
import { newApiKey, newServiceKeys } from './keys.ts';
import { print, tell } from './with-connection.ts';

/** `keys new|services`: nothing is kept; what is printed is shown once. */
export function addKeyCommands(program: Command): void {
  const keys = program.command('keys').description("make the keys that the services' configuration asks for");
  keys
    .command('new')
    .description("make an API key for the notifier's HTTP interface; it is shown once")
    .addOption(
      new Option('--scopes <scopes>', 'verify, read or admin, joined by +')
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
}

const known: readonly string[] = ['verify', 'read', 'admin'] satisfies Scope[];
const isScope = (text: string): text is Scope => known.includes(text);

function scopesOf(text: string): readonly Scope[] {
  const scopes = text.split('+');
  if (!scopes.every(isScope)) throw new InvalidArgumentError(`allowed: ${known.join(', ')}, joined by +.`);
  return scopes;
}
