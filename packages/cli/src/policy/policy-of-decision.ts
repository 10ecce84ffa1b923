import { existsSync } from 'node:fs';
import type { Decision } from '@countersign/events';
import type { Policy } from '@countersign/scoring';
import { publishedModels, readPolicyFile, readPolicyText } from '@countersign/scorer';
import { commandLineConfiguration } from '../connection/connect.ts';
import type { Connection } from '../connection/connection.ts';
import { registerOf } from './publish.ts';
import { modelsHere } from './read-policy.ts';

/**
 * The policy that made a decision, by its digest: among the published ones, in the configured file, or the one that ships. Undefined
 * when it is none of them, or cannot be read any more.
 */
export async function policyOfDecision({ policy }: Decision, connection: Connection): Promise<Policy | undefined> {
  const register = await registerOf(connection);
  const models = publishedModels(modelsHere().find, connection.topics.policies);
  models.take(register.models);
  const { policy: file } = commandLineConfiguration();
  const published = [...register.documents.values()].filter(({ digest }) => digest === policy.digest);
  const texts = [
    ...published.map(({ text }) => text),
    ...(file !== undefined && existsSync(file) ? [readPolicyFile(file)] : []),
    readPolicyFile(),
  ];
  for (const text of texts) {
    const read = readPolicyText(text, models.find);
    if (read.ok && read.policy.digest === policy.digest) return read.policy;
  }
  return undefined;
}
