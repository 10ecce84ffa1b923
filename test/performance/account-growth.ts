/** Child of the bench: an embedded scorer that has seen so many accounts. `node account-growth.ts ACCOUNTS EVENTS` */
import { readFileSync } from 'node:fs';
import { openEmbeddedBench } from './embedded.ts';

/** What the child reports. Memory in MiB: all of it, and without the pages of the store's file that the system keeps mapped. */
export interface Growth {
  readonly residentMb: number;
  readonly anonymousMb: number;
  readonly cpuMicrosPerEvent: number;
}

const [accounts = 5_000, events = 40_000] = process.argv.slice(2).map(Number);
const bench = await openEmbeddedBench(accounts);
await bench.everyAccount();
await bench.round(events); // warm
const memory = memoryOf();
const start = process.cpuUsage();
await bench.round(events);
const { user, system } = process.cpuUsage(start);
process.send?.({ ...memory, cpuMicrosPerEvent: (user + system) / events } satisfies Growth);
await bench.close();
process.exit(0);

function memoryOf(): Pick<Growth, 'residentMb' | 'anonymousMb'> {
  const status = readFileSync('/proc/self/status', 'utf8');
  const of = (name: string): number => Math.round(Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1]) / 1024);
  return { residentMb: of('VmRSS'), anonymousMb: of('RssAnon') };
}
