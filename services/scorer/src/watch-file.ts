import { statSync } from 'node:fs';
import type { Clock } from '@countersign/engine';

/**
 * Looks at a file again and again, and calls `changed` once it stays what it became: a file that somebody is still writing is
 * left alone until the next look finds it as it was. Looking, not listening: editors and Kubernetes replace files.
 */
export function watchFile(file: string, clock: Clock, everyMs: number, changed: () => void): () => void {
  let settled = stampOf(file);
  let seen = settled;
  let cancel: () => void = () => {};
  const look = (): void => {
    const stamp = stampOf(file);
    if (stamp === seen && stamp !== settled) {
      settled = stamp;
      changed();
    }
    seen = stamp;
    cancel = clock.after(everyMs, look);
  };
  cancel = clock.after(everyMs, look);
  return () => cancel();
}

function stampOf(file: string): string {
  const found = statSync(file, { throwIfNoEntry: false });
  return found === undefined ? 'absent' : `${found.ino} ${found.size} ${found.mtimeMs}`;
}
