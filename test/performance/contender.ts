import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { ContenderPlace, Order, Round } from './contender-process.ts';

/** A contender in a process of its own. */
export interface RunningContender {
  /** Works through events that lie in its input already. */
  run(events: number): Promise<Round>;
  /** From now on it works on whatever comes. */
  open(): void;
  readonly pid: number;
  close(): Promise<void>;
}

/** Starts `<script>.ts` of this folder and resolves when it holds its partitions. */
export async function startContender(
  script: string,
  place: ContenderPlace,
  environment: Readonly<Record<string, string>> = {},
  execArgv: readonly string[] = [],
): Promise<RunningContender> {
  const file = fileURLToPath(new URL(`./${script}.ts`, import.meta.url));
  const plain = Object.entries(process.env).filter(([name]) => !name.startsWith('COUNTERSIGN_'));
  const env = { ...Object.fromEntries(plain), ...environment, BENCH_PLACE: JSON.stringify(place) };
  const child = fork(file, { env, execArgv: [...execArgv], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`${script} ended with ${code}`);
  });
  ended.catch(() => {});
  await Promise.race([once(child, 'message'), ended]);
  return {
    pid: child.pid ?? 0,
    async run(events) {
      const answer = once(child, 'message');
      order(child, { run: events });
      const [round] = await Promise.race([answer, ended]);
      return round as Round;
    },
    open: () => order(child, { open: true }),
    async close() {
      order(child, { close: true });
      const late = setTimeout(() => child.kill('SIGKILL'), 10_000);
      await ended.catch(() => {});
      clearTimeout(late);
    },
  };
}

const order = (child: ChildProcess, what: Order): void => void child.send(what);
