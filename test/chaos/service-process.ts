import { type ChildProcess, spawn } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** A service as a process of its own, which comes back after every crash like under a supervisor. */
export interface ServiceProcess {
  /** Kills it with -9 and starts it again. */
  kill(): void;
  /** Stops it without its knowing (SIGSTOP) and lets it go on after `ms`. */
  stall(ms: number): Promise<void>;
  /** How often it ended by itself. */
  unexpectedEnds(): number;
  end(): Promise<void>;
}

const restartMs = 300;

/** Starts `services/<service>/src/main.ts`; its output goes to `logFile`. */
export function startService(
  service: 'scorer' | 'notifier',
  environment: NodeJS.ProcessEnv,
  logFile: string,
): ServiceProcess {
  const main = fileURLToPath(new URL(`../../services/${service}/src/main.ts`, import.meta.url));
  let child: ChildProcess;
  let ending = false;
  let killed = false;
  let unexpected = 0;
  const launch = (): void => {
    killed = false;
    child = spawn(process.execPath, [main], { env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (bytes) => appendFileSync(logFile, bytes));
    child.on('exit', () => {
      if (ending) return;
      if (!killed) unexpected += 1;
      setTimeout(() => {
        if (!ending) launch();
      }, restartMs);
    });
  };
  launch();
  return {
    unexpectedEnds: () => unexpected,
    kill() {
      killed = true;
      child.kill('SIGKILL');
    },
    async stall(ms) {
      const stalled = child;
      stalled.kill('SIGSTOP');
      await new Promise((resolve) => setTimeout(resolve, ms));
      stalled.kill('SIGCONT');
    },
    async end() {
      ending = true;
      if (child.exitCode !== null || child.signalCode !== null) return;
      await new Promise((resolve) => {
        child.on('exit', resolve);
        child.kill('SIGKILL');
      });
    },
  };
}
