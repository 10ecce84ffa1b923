import { existsSync } from 'node:fs';
import {
  configurationOrExit,
  configuredKeySource,
  kafkaVariables,
  keyPlace,
  keyRing,
  keySourceVariables,
  nodeMac,
  processVariables,
  redisVariables,
  systemRandomness,
} from '@countersign/runtime';
import { openRedis } from '@countersign/redis';
import { profileOf } from './profile-of.ts';

/**
 * The profile of an account as it lies in Redis, where the command line has what a scorer has: COUNTERSIGN_REDIS_URL and the key of
 * pseudonyms. Else a sentence that says what is missing.
 * @param partitions of the scorer's inputs
 */
export async function profileOnRedis(accountId: string, partitions: number): Promise<unknown> {
  const config = configurationOrExit(
    { ...processVariables, ...kafkaVariables, ...redisVariables, ...keySourceVariables },
    [],
  );
  const { redisUrls, redisDurability, redisTimeoutMs, topicPrefix, folder, keysCommand: command } = config;
  if (redisUrls === undefined) return 'not looked at: set COUNTERSIGN_REDIS_URL to what the scorers have';
  const place = keyPlace('pseudonym', process.env, { command, folder });
  if (place.kind === 'file' && !existsSync(place.path)) {
    return 'not looked at: set COUNTERSIGN_KEY_PSEUDONYM to what the scorers have';
  }
  const source = configuredKeySource({
    purposes: ['pseudonym'],
    environment: process.env,
    command,
    folder,
    randomness: systemRandomness,
  });
  const redis = openRedis({
    urls: redisUrls,
    durability: redisDurability,
    commandTimeoutMs: redisTimeoutMs,
    prefix: `countersign${topicPrefix === '' ? '' : `-${topicPrefix}`}`,
  });
  try {
    return await profileOf(redis.partitions, nodeMac(keyRing(await source.read())), accountId, partitions);
  } catch (error) {
    return `not looked at: ${error instanceof Error ? error.message : String(error)}`;
  } finally {
    await redis.close();
  }
}
