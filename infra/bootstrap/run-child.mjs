import { spawn } from 'node:child_process';
import { constants } from 'node:os';

/** Longer than a second signal of the same Ctrl-C (npm passes its own on), shorter than a person's second Ctrl-C. */
const sameInterruptMs = 500;

/**
 * Runs a program with this process's terminal and resolves with its exit code (128 + n when signal n ended it).
 * A signal that reaches only this process is passed on; this process ends after the child, never before.
 */
export function runChild(command, words, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, words, { stdio: 'inherit', ...options });
    const stopPassingOn = passSignalsOn(child);
    child.once('error', (error) => {
      stopPassingOn();
      console.error(`${command} cannot be run here: ${error.message}`);
      resolve(1);
    });
    child.once('exit', (code, signal) => {
      stopPassingOn();
      resolve(code ?? 128 + (constants.signals[signal] ?? 0));
    });
  });
}

/**
 * Passes on what this process is told, until the returned function is called.
 * Ctrl-C reaches the whole group, so the child mostly has its own SIGINT already, and a second one would mean "at once".
 * The first is therefore passed on as SIGTERM, which changes nothing for a child that is leaving.
 */
export function passSignalsOn(child) {
  let interruptedAtMs;
  const interrupted = () => {
    const nowMs = Date.now();
    if (interruptedAtMs === undefined) child.kill('SIGTERM');
    else if (nowMs - interruptedAtMs > sameInterruptMs) child.kill('SIGINT');
    interruptedAtMs ??= nowMs;
  };
  const terminated = () => child.kill('SIGTERM');
  process.on('SIGINT', interrupted);
  process.on('SIGTERM', terminated);
  process.on('SIGHUP', terminated);
  return () => {
    process.off('SIGINT', interrupted);
    process.off('SIGTERM', terminated);
    process.off('SIGHUP', terminated);
  };
}
