import type { Policy } from '@countersign/scoring';

/** The policy in force, which a running scorer may read anew. */
export interface LivePolicy {
  /** Ask once for a batch, so that no batch mixes two. */
  current(): Policy;
  /** Reads the file again; one that is refused changes nothing. */
  reload(): 'ok' | 'refused';
  /** Why the last reading was refused; undefined when the policy in force is the one in the file. */
  problem(): string | undefined;
}

/** What a live policy tells the log. */
export interface PolicyLog {
  info(message: string, fields: { readonly policy: string }): void;
  error(message: string, fields: { readonly policy: string }): void;
}

/** Reads the policy with `load` when it is first asked for, and throws what `load` throws: a scorer does not start without one. */
export function livePolicy(load: () => Policy, log: PolicyLog): LivePolicy {
  let policy: Policy | undefined;
  let problem: string | undefined;
  const current = (): Policy => (policy ??= load());
  return {
    current,
    problem: () => problem,
    reload() {
      try {
        policy = load();
        problem = undefined;
        log.info('The policy was read again; the next batch is decided by it.', { policy: nameOf(policy) });
        return 'ok';
      } catch (error) {
        const inForce = nameOf(current());
        problem = `The policy in force stays ${inForce}. ${error instanceof Error ? error.message : 'The file cannot be read.'}`;
        log.error(problem, { policy: inForce });
        return 'refused';
      }
    },
  };
}

const nameOf = ({ id, version }: Policy): string => `${id}@${version}`;
