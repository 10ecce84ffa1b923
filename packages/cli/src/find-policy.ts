import { existsSync } from 'node:fs';
import { type Decision, decodeRecord } from '@countersign/events';
import { modelsPath } from '@countersign/runtime';
import type { Policy } from '@countersign/scoring';
import { modelFolder, readPolicyFile, readPolicyText } from '@countersign/scorer';
import { commandLineConfiguration } from './connection/connect.ts';
import type { Connection } from './connection/connection.ts';

const recordsPerRead = 500;

/**
 * The policy that made a decision, by its digest: the configured file, the shipped one, or one that was published. Undefined
 * where it is none of them: then a decision can be told, but not what would have changed it.
 */
export async function findPolicy(connection: Connection, { policy }: Decision): Promise<Policy | undefined> {
  const config = commandLineConfiguration();
  const models = modelFolder(modelsPath(config)).find;
  const read = (text: string): Policy | undefined => {
    const found = readPolicyText(text, models);
    return found.ok && found.policy.digest === policy.digest ? found.policy : undefined;
  };
  for (const file of [config.policy, undefined]) {
    if (file !== undefined && !existsSync(file)) continue;
    const found = read(readPolicyFile(file));
    if (found !== undefined) return found;
  }
  return findPublished(connection, policy, read);
}

async function findPublished(
  { reader, topics }: Connection,
  { id, version }: Decision['policy'],
  read: (text: string) => Policy | undefined,
): Promise<Policy | undefined> {
  const partitions = (await reader.partitionCount(topics.policies)) ?? 0;
  for (let partition = 0; partition < partitions; partition += 1) {
    const { low, high } = await reader.bounds(topics.policies, partition);
    for (let from = low; from < high; from += recordsPerRead) {
      for (const { value } of await reader.read(topics.policies, partition, from, recordsPerRead)) {
        const decoded = decodeRecord('policy.published', value);
        if (!decoded.ok || decoded.record.data.id !== id || decoded.record.data.version !== version) continue;
        const found = read(decoded.record.data.document);
        if (found !== undefined) return found;
      }
    }
  }
  return undefined;
}
