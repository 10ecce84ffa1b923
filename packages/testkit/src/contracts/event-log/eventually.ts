import type { LogUnderTest } from './log-under-test.ts';

const patienceMs = 30_000;
const pauseMs = 20;

/** Waits until the condition holds; fails, naming `what`, when the log's patience is over. */
export async function eventually(
  log: LogUnderTest,
  what: string,
  condition: () => boolean | Promise<boolean>,
): Promise<void> {
  const giveUpAt = performance.now() + (log.patienceMs ?? patienceMs);
  while (!(await condition())) {
    if (performance.now() > giveUpAt) throw new Error(`waited in vain until ${what}`);
    await pause(pauseMs);
  }
}

/** Gives whatever is under way the chance to happen, for statements that something does not happen. */
export const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });
