import type { Policy } from '@countersign/scoring';
import type { LivePolicy } from './live-policy.ts';

/** What a running process tells the command line of its policies. */
export interface PolicyStatus {
  readonly policy: { readonly name: string; readonly digest: string };
  readonly candidate?: { readonly name: string; readonly digest: string };
  /** Path of the file that decides instead of what is published. */
  readonly policyFile?: string;
  /** Everything that is wrong now. */
  readonly policyProblem?: string;
}

/** The policies of a running scorer, with what is wrong. */
export function policyStatus(live: LivePolicy, file: string | undefined): PolicyStatus {
  const shadow = live.shadow();
  const problem = live.problem();
  return {
    policy: named(live.current()),
    ...(shadow === undefined ? {} : { candidate: named(shadow.policy) }),
    ...(file === undefined ? {} : { policyFile: file }),
    ...(problem === undefined ? {} : { policyProblem: problem }),
  };
}

const named = ({ id, version, digest }: Policy): PolicyStatus['policy'] => ({ name: `${id}@${version}`, digest });
