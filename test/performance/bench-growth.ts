import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Growth } from './account-growth.ts';

/** What more accounts cost an embedded scorer. */
export interface GrowthFigures {
  /** MiB with 200,000 accounts (fewer when quick). */
  readonly residentMb: number;
  readonly anonymousMb: number;
  /** CPU per event with a hundred times the accounts, as a multiple (ten times when quick). */
  readonly costGrowth: number;
}

/** As `npm start` runs it. */
const lean = ['--max-semi-space-size=8'];

/** Embedded scorers in processes of their own, one for each number of accounts. */
export async function benchGrowth(quick: boolean, say: (line: string) => void): Promise<GrowthFigures> {
  const [few, resident, many] = quick ? [1_000, 20_000, 20_000] : [5_000, 200_000, 500_000];
  const events = quick ? 10_000 : 40_000;
  const small = await grown(few, events, say);
  const middle = await grown(resident, events, say);
  const large = many === resident ? middle : await grown(many, events, say);
  const costGrowth = Number((large.cpuMicrosPerEvent / small.cpuMicrosPerEvent).toFixed(2));
  const number = (value: number): string => value.toLocaleString('en-US');
  console.log(
    `Embedded with ${number(resident)} accounts: ${middle.residentMb} MiB resident, ${middle.anonymousMb} of them without the mapped pages of its own files.`,
  );
  console.log(
    `CPU per event with ${number(many)} accounts: ${costGrowth} × that with ${number(few)} (${large.cpuMicrosPerEvent.toFixed(0)} and ${small.cpuMicrosPerEvent.toFixed(0)} µs).`,
  );
  return { residentMb: middle.residentMb, anonymousMb: middle.anonymousMb, costGrowth };
}

async function grown(accounts: number, events: number, say: (line: string) => void): Promise<Growth> {
  say(`embedded with ${accounts} accounts …`);
  const file = fileURLToPath(new URL('./account-growth.ts', import.meta.url));
  const child = fork(file, [String(accounts), String(events)], {
    execArgv: lean,
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const [growth] = await once(child, 'message');
  await once(child, 'exit');
  return growth as Growth;
}
