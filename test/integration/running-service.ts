import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { plainEnvironment } from '../e2e/installation-process.ts';

/** A service as an operator runs it. */
export interface RunningService {
  /** Everything it wrote so far. */
  said(): string;
  /** Its exit code. */
  readonly ended: Promise<number | null>;
  /** Resolves with the first match in what it says; rejects when it ends before. */
  says(pattern: RegExp): Promise<RegExpExecArray>;
  signal(name: NodeJS.Signals): void;
}

type Settings = Readonly<Record<string, string>>;

/** Starts `services/scorer/src/main.ts` with nothing but these settings. */
export const startScorer = (settings: Settings): RunningService => start('scorer', settings);

/** Starts `services/notifier/src/main.ts` with nothing but these settings. */
export const startNotifier = (settings: Settings): RunningService => start('notifier', settings);

function start(service: 'scorer' | 'notifier', settings: Settings): RunningService {
  const main = fileURLToPath(new URL(`../../services/${service}/src/main.ts`, import.meta.url));
  const env = { ...plainEnvironment(), COUNTERSIGN_HEALTH_PORT: '0', COUNTERSIGN_MODE: 'development', ...settings };
  const child: ChildProcess = spawn(process.execPath, [main], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (bytes) => void (said += String(bytes)));
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  let hasEnded = false;
  void ended.then(() => (hasEnded = true));
  return {
    said: () => said,
    ended,
    async says(pattern) {
      for (;;) {
        const found = pattern.exec(said);
        if (found !== null) return found;
        if (hasEnded) throw new Error(`the ${service} ended before it said ${pattern}: ${said}`);
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    },
    signal: (name) => void child.kill(name),
  };
}
