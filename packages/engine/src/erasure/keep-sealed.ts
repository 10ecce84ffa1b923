import type { Clock } from '../ports/clock.ts';

/** A look at the name of the current key, no more, unless it is a new one. */
const everyMs = 60_000;

/** Has records sealed anew soon after every rotation; the returned function ends that, and resolves when nothing is under way. */
export function keepSealed(
  sealAnew: () => Promise<number>,
  clock: Clock,
  failed: (error: unknown) => void,
): () => Promise<void> {
  let hasEnded = false;
  let underWay: Promise<void> = Promise.resolve();
  let cancel = (): void => {};
  const next = (): void => {
    if (!hasEnded) cancel = clock.after(everyMs, () => void (underWay = turn()));
  };
  const turn = async (): Promise<void> => {
    try {
      await sealAnew();
    } catch (error) {
      failed(error); // What was done is done; the rest comes with the next turn.
    }
    next();
  };
  next();
  return () => {
    hasEnded = true;
    cancel();
    return underWay;
  };
}
