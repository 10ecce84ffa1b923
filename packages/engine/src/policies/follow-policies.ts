import type { Clock } from '../ports/clock.ts';
import type { LogReader } from '../ports/event-log.ts';
import { type PolicyRegister, readPolicies } from './policy-register.ts';

/** What a follower works with. */
export interface FollowOptions {
  readonly reader: LogReader;
  readonly topic: string;
  readonly clock: Clock;
  /** Pause between two looks. */
  readonly everyMs: number;
  /** Told of the register when it was read first, and whenever it changed. */
  changed(register: PolicyRegister): void;
  /** The log could not be read; undefined when it can be again. */
  failed(error: unknown): void;
}

export interface PolicyFollower {
  /** Looks now. */
  look(): Promise<void>;
  stop(): void;
}

/**
 * Follows `risk.policies`: resolves after the first look, so that nothing is decided before the policy in force is known, and looks
 * again and again. A look that fails is told, and made up for by the next.
 */
export async function followPolicies(options: FollowOptions): Promise<PolicyFollower> {
  const { reader, topic, clock, everyMs } = options;
  let register: PolicyRegister | undefined;
  let cancel: (() => void) | undefined;
  let hasStopped = false;
  let hasFailed = false;
  let looking: Promise<void> | undefined;

  const once = async (): Promise<void> => {
    try {
      const read = await readPolicies(reader, topic, register);
      if (hasFailed) options.failed(undefined);
      hasFailed = false;
      if (read.next === register?.next || hasStopped) return;
      register = read;
      options.changed(register);
    } catch (error) {
      hasFailed = true;
      options.failed(error);
    }
  };
  const look = (): Promise<void> => (looking ??= once().finally(() => void (looking = undefined)));
  const again = (): void => {
    cancel = clock.after(everyMs, () => void look().finally(() => !hasStopped && again()));
  };
  await look();
  again();
  return {
    look,
    stop() {
      hasStopped = true;
      cancel?.();
    },
  };
}
