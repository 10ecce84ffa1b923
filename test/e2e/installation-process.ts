import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const commandLine = fileURLToPath(new URL('../../packages/cli/src/main.ts', import.meta.url));

/** What a command did. */
export interface CommandResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** An embedded installation as a process of its own, on a folder of its own. */
export interface InstallationProcess {
  readonly folder: string;
  readonly output: () => string;
  run(...args: readonly string[]): Promise<CommandResult>;
  /** Ctrl-C; resolves with the exit code. */
  interrupt(): Promise<number | null>;
  remove(): Promise<void>;
}

/** The environment of this process without any setting of Countersign's or of the test run's. */
export const plainEnvironment = (): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('COUNTERSIGN_')));

/** Starts `countersign up` and resolves when it is ready. */
export async function startInstallation(
  folder?: string,
  settings: Readonly<Record<string, string>> = {},
): Promise<InstallationProcess> {
  const home = folder ?? (await mkdtemp(join(tmpdir(), 'countersign-e2e-')));
  const environment = {
    ...plainEnvironment(),
    COUNTERSIGN_FOLDER: home,
    COUNTERSIGN_HTTP_PORT: String(await freePort()),
    ...settings,
  };
  const child = spawn(process.execPath, [commandLine, 'up'], { env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (bytes) => void (output += String(bytes)));
  await ready(child, () => output);
  return {
    folder: home,
    output: () => output,
    run: (...args) => runCommand(args, environment),
    interrupt: () => ended(child, 'SIGINT'),
    async remove() {
      await ended(child, 'SIGKILL');
      await rm(home, { recursive: true, force: true });
    },
  };
}

/** Runs one command of the command line to its end. */
export function runCommand(args: readonly string[], environment: NodeJS.ProcessEnv): Promise<CommandResult> {
  const child = spawn(process.execPath, [commandLine, ...args], {
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (bytes) => void (stdout += String(bytes)));
  child.stderr.on('data', (bytes) => void (stderr += String(bytes)));
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, stdout, stderr })));
}

function ready(child: ChildProcess, output: () => string): Promise<void> {
  return new Promise((resolve, reject) => {
    const look = (): void => {
      if (/^ready/m.test(output())) resolve();
    };
    child.stdout?.on('data', look);
    child.on('exit', (code) => reject(new Error(`up ended with ${code}: ${output()}`)));
  });
}

function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(child.exitCode);
  return new Promise((resolve) => {
    child.on('exit', (code) => resolve(code));
    child.kill(signal);
  });
}

/** A port that was free a moment ago. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
