import type { Policy } from '@countersign/scoring';
import { commandLineConfiguration } from '../connection/connect.ts';
import { loadPolicy, readPolicyFile, shippedPolicyFile } from '@countersign/scorer';

/** A policy with the document that it was read from. */
export interface PolicyAtHand {
  readonly file: string;
  readonly text: string;
  readonly policy: Policy;
}

/**
 * The policy of a file; left out, the one that is configured (COUNTERSIGN_POLICY), else the one that ships.
 * @throws CountersignError `bad_policy` with everything that is wrong with it
 */
export function policyAtHand(file?: string): PolicyAtHand {
  const path = file ?? commandLineConfiguration().policy ?? shippedPolicyFile;
  return { file: path, text: readPolicyFile(path), policy: loadPolicy(path) };
}
