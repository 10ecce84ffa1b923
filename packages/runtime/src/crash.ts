import type { Log } from './log/log.ts';

/** Where unhandled errors come from: `process`. */
export interface CrashSource {
  on(event: 'unhandledRejection' | 'uncaughtException', listener: (error: unknown) => void): unknown;
}

/**
 * An error that nobody handled leaves the process in a state that nobody knows: it is logged and the process ends with
 * 1. The next start continues from the stored position, so nothing is lost by it (DEL-03).
 */
export function crashOnUnhandled(
  log: Log,
  source: CrashSource = process,
  exit: (code: number) => void = (code) => process.exit(code),
): void {
  const crash = (error: unknown): void => {
    log.error('An error that nobody handled: this is a defect. The process ends.', { error });
    exit(1);
  };
  source.on('unhandledRejection', crash);
  source.on('uncaughtException', crash);
}
