import type { Clock } from '@countersign/engine';
import type { Log } from '../log/log.ts';
import { type KeyRing, type KeysByPurpose, keyRing } from './key-ring.ts';
import type { KeySource } from './key-source.ts';

/** Keys that follow their source while the process runs. */
export interface FollowedKeys {
  readonly ring: KeyRing;
  /** Looks at the source now. */
  look(): Promise<void>;
  /** What is wrong with the source, as a warning: the keys from before stay in force. */
  problem(): string | undefined;
  stop(): void;
}

/**
 * Reads the keys, then again and again, so that a rotation needs no restart. A source that cannot be read later, or that
 * would make an old kid mean another secret, changes nothing and is told once.
 * @throws CountersignError when the first reading fails
 */
export async function followKeys(
  source: KeySource,
  {
    clock,
    log,
    everyMs,
  }: { readonly clock: Clock; readonly log: Pick<Log, 'info' | 'warn'>; readonly everyMs: number },
): Promise<FollowedKeys> {
  let known = await source.read();
  const ring = keyRing(known, () => clock.now());
  let problem: string | undefined;
  let looking: Promise<void> | undefined;
  let isStopped = false;
  let cancel = (): void => {};

  const take = async (): Promise<void> => {
    try {
      const next = await source.read();
      if (isStopped) return;
      const changed = changedPurposes(known, next);
      if (changed.length > 0) {
        ring.replace(next);
        log.info('The keys changed.', { purposes: changed, kids: kidsOf(next, changed) });
      }
      known = next;
      if (problem !== undefined) log.info('The source of keys can be read again.');
      problem = undefined;
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      if (why !== problem) log.warn('The keys cannot be read anew; those from before stay in force.', { error });
      problem = why;
    }
  };
  const look = (): Promise<void> => {
    looking ??= take().finally(() => void (looking = undefined));
    return looking;
  };
  const next = (): void => {
    if (!isStopped) cancel = clock.after(everyMs, () => void look().then(next));
  };
  next();
  return {
    ring,
    look,
    problem: () => problem,
    stop() {
      isStopped = true;
      cancel();
    },
  };
}

function changedPurposes(before: KeysByPurpose, after: KeysByPurpose): readonly string[] {
  const wasTold = new Map(Object.entries(before));
  return Object.entries(after)
    .filter(([purpose, keys]) => !isSame(wasTold.get(purpose) ?? [], keys))
    .map(([purpose]) => purpose);
}

type Keys = NonNullable<KeysByPurpose[keyof KeysByPurpose]>;

const isSame = (one: Keys, other: Keys): boolean =>
  one.length === other.length &&
  one.every((key, at) => {
    const beside = other[at];
    return (
      key.kid === beside?.kid &&
      key.activeFromMs === beside.activeFromMs &&
      Buffer.from(key.secret).equals(Buffer.from(beside.secret))
    );
  });

function kidsOf(keys: KeysByPurpose, purposes: readonly string[]): readonly string[] {
  return Object.entries(keys)
    .filter(([purpose]) => purposes.includes(purpose))
    .flatMap(([purpose, versions]) => versions.map(({ kid }) => `${purpose} ${kid}`));
}
