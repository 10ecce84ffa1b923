import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Runs vitest in the project's root with this Node; resolves with its exit code, 1 when a signal ended it. */
export function runVitest(words: readonly string[], environment: Readonly<Record<string, string>>): Promise<number> {
  const vitest = join(dirname(createRequire(import.meta.url).resolve('vitest/package.json')), 'vitest.mjs');
  const child = spawn(process.execPath, [vitest, ...words], {
    cwd: root,
    env: { ...process.env, ...environment },
    // No stdin: vitest would wait for keys on a terminal.
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const passOn = (signal: NodeJS.Signals): void => void child.kill(signal);
  process.on('SIGTERM', passOn);
  // Ctrl-C reaches vitest by itself, or through the SIGTERM above; what it counted so far is still reported.
  process.on('SIGINT', () => undefined);
  return new Promise((resolve) => {
    child.once('error', () => resolve(1));
    child.once('exit', (code) => {
      process.off('SIGTERM', passOn);
      resolve(code ?? 1);
    });
  });
}
