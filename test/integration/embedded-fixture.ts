import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Embedded, openEmbedded } from '@countersign/embedded';
import type { Clock } from '@countersign/engine';
import type { EpochMs } from '@countersign/events';

/** The machine's clock. */
export const wallClock: Clock = {
  now: () => Date.now() as EpochMs,
  after(delayMs, run) {
    const timer = setTimeout(run, delayMs);
    return () => clearTimeout(timer);
  },
};

/** A new folder that nobody uses, and how to be rid of it. */
export function temporaryFolder(): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'countersign-embedded-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** Opens a folder of its own, hands it to `use`, closes and removes it. */
export async function withEmbedded<T>(use: (embedded: Embedded, folder: string) => Promise<T>): Promise<T> {
  const folder = temporaryFolder();
  const embedded = openEmbedded(folder.path, { clock: wallClock });
  try {
    return await use(embedded, folder.path);
  } finally {
    await embedded.close();
    folder.remove();
  }
}
