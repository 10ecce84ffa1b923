import { readFileSync } from 'node:fs';

/** When a live process began, as far as the system tells; undefined for one that does not exist or has ended. */
export function processStart(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const [state, ...fields] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return state === 'Z' || state === 'X' ? undefined : (fields[startTimeAfterState] ?? '');
  } catch {
    return isAlive(pid) ? '' : undefined; // No /proc here: the number must do.
  }
}

/** Whether the process that began then still lives. */
export function isSameProcess(pid: number, startedAt: string): boolean {
  return pid > 0 && processStart(pid) === startedAt;
}

/** Field 22 of proc(5)'s stat, counted from the one behind the state (field 3). */
const startTimeAfterState = 18;

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
