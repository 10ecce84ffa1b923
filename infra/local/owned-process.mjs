/**
 * Server processes that never outlive the one that started them, however that one ends.
 * A small shell holds a pipe from us: when we are gone, even by kill -9, the pipe closes and the shell ends the server.
 */
import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';

const watchScript = 'read -r _; kill -9 "$1" 2>/dev/null; if [ -n "$2" ]; then sleep 0.2; rm -rf "$2"; fi';

/**
 * Starts a server in a session of its own (Ctrl-C reaches it only through us), with its output in `logFile`.
 * `cwd` is removed as well when we are gone and it is `temporary`.
 * @param {{ command: string, args: string[], cwd: string, temporary: boolean, logFile: string }} options
 */
export const startOwned = ({ command, args, cwd, temporary, logFile }) => {
  const log = openSync(logFile, 'a');
  const child = spawn(command, args, { cwd, detached: true, stdio: ['ignore', log, log] });
  closeSync(log);
  const ended = new Promise((resolve) => {
    child.once('exit', resolve);
    child.once('error', resolve);
  });
  const guard = spawn('sh', ['-c', watchScript, 'guard', String(child.pid), temporary ? cwd : ''], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  for (const part of [child, guard, guard.stdin]) part.unref?.();
  void ended.then(() => guard.kill('SIGKILL'));
  return { pid: child.pid, ended, isRunning: () => child.exitCode === null && child.signalCode === null, logFile };
};

/** Sends `signal` and waits for the end; after `graceMs` the server is killed. */
export const endOwned = async (owned, signal, graceMs = 10_000) => {
  if (!owned.isRunning()) return;
  process.kill(owned.pid, signal);
  const late = setTimeout(() => owned.isRunning() && process.kill(owned.pid, 'SIGKILL'), graceMs);
  await owned.ended;
  clearTimeout(late);
};

/** Polls `isReady` until it holds; throws with the end of the server's log when it ends first or takes too long. */
export const waitUntilReady = async (owned, name, isReady, timeoutMs = 60_000) => {
  const deadline = Date.now() + timeoutMs;
  while (!(await isReady())) {
    if (!owned.isRunning() || Date.now() > deadline) {
      const why = owned.isRunning() ? `did not answer within ${timeoutMs / 1000} s` : 'ended while starting';
      await endOwned(owned, 'SIGKILL');
      throw new Error(`${name} ${why}. The end of its log:\n${endOfLog(owned.logFile)}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
};

const endOfLog = (file) => readFileSync(file, 'utf8').split('\n').slice(-15).join('\n');
