import { modelsPath } from '@countersign/runtime';
import type { ModelsByDigest, Policy } from '@countersign/scoring';
import { loadPolicyText, modelFolder, readPolicyFile, shippedPolicyFile } from '@countersign/scorer';
import { commandLineConfiguration } from '../connection/connect.ts';

/** A policy with the document that it was read from, and the models that it may name. */
export interface PolicyAtHand {
  readonly file: string;
  readonly text: string;
  readonly policy: Policy;
  readonly models: ModelsByDigest;
}

/**
 * The policy of a file; left out, the one that is configured (COUNTERSIGN_POLICY), else the one that ships.
 * @throws CountersignError `bad_policy` with everything that is wrong with it
 */
export function policyAtHand(wanted?: string): PolicyAtHand {
  const config = commandLineConfiguration();
  const file = wanted ?? config.policy ?? shippedPolicyFile;
  const models = modelFolder(modelsPath(config)).find;
  const text = readPolicyFile(file);
  return { file, text, models, policy: loadPolicyText(file, text, models) };
}
