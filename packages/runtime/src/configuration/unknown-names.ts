import { nearestName } from './nearest-name.ts';
import type { Environment } from './read-configuration.ts';

/** One sentence for every `COUNTERSIGN_*` variable that nobody reads: most often a misspelling that would go unseen. */
export function unknownNames(environment: Environment, known: readonly string[]): readonly string[] {
  return Object.keys(environment)
    .filter((name) => name.startsWith('COUNTERSIGN_') && !known.includes(name))
    .filter((name) => !isServiceLink(name, environment[name] ?? ''))
    .toSorted()
    .map((name) => `${name} is not a variable of Countersign; ${advice(nearestName(name, known))}`);
}

function advice(nearest: string | undefined): string {
  return nearest === undefined ? 'remove it.' : `did you mean ${nearest}?`;
}

// Kubernetes puts the addresses of services into the environment of every pod: a service called `countersign-notifier`
// gives COUNTERSIGN_NOTIFIER_SERVICE_HOST, COUNTERSIGN_NOTIFIER_PORT=tcp://… and so on.
function isServiceLink(name: string, value: string): boolean {
  return (
    /_SERVICE_(HOST|PORT(_[A-Z0-9_]+)?)$|_PORT_\d+_(TCP|UDP)(_[A-Z]+)?$/.test(name) || /^(tcp|udp):\/\//.test(value)
  );
}
