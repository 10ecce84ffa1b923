import type { ModelsByDigest, Policy } from '@countersign/scoring';
import { loadPolicyText, publishedModels, shippedPolicyFile } from '@countersign/scorer';
import { commandLineConfiguration } from '../connection/connect.ts';
import type { Connection } from '../connection/connection.ts';
import { findPolicy, needsRegister } from '../policy/find-policy.ts';
import { registerOf } from '../policy/publish.ts';
import { modelsHere } from '../policy/read-policy.ts';

/** A policy with the document that it was read from, and the models that it may name. */
export interface PolicyAtHand {
  readonly file: string;
  readonly text: string;
  readonly policy: Policy;
  readonly models: ModelsByDigest;
}

/**
 * The policy that is wanted: a file, `id@version`, `active`, `candidate` or `shipped`. Left out, the one that decides: the configured
 * file (COUNTERSIGN_POLICY), else what was published, else what ships. Without a connection nothing published is known.
 * @throws CountersignError `bad_policy` with everything that is wrong with it
 */
export async function policyAtHand(
  wanted: string | undefined,
  connection: Connection | undefined,
): Promise<PolicyAtHand> {
  const which = wanted ?? commandLineConfiguration().policy ?? (connection === undefined ? 'shipped' : 'active');
  if (connection === undefined || !needsRegister(which)) {
    const { where, text } = findPolicy(which, undefined);
    const models = modelsHere().find;
    return { file: fileOf(where), text, models, policy: loadPolicyText(where, text, models) };
  }
  const register = await registerOf(connection);
  const models = publishedModels(modelsHere().find, connection.topics.policies);
  models.take(register.models);
  const { where, text } = findPolicy(which, register);
  return { file: fileOf(where), text, models: models.find, policy: loadPolicyText(where, text, models.find) };
}

/** So that nobody writes over the policy that ships. */
const fileOf = (where: string): string => (where === 'shipped' ? shippedPolicyFile : where);
