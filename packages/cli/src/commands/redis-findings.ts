import { openRedis } from '@countersign/redis';
import {
  configurationOrExit,
  kafkaVariables,
  processVariables,
  redisVariables,
  runMode,
  shownValue,
} from '@countersign/runtime';
import type { Finding } from './finding.ts';

/** Whether the configured Redis answers, keeps what it is told and evicts nothing; empty where none is configured. */
export async function redisFindings(environment = process.env): Promise<readonly Finding[]> {
  const config = configurationOrExit({ ...processVariables, ...kafkaVariables, ...redisVariables }, [], environment);
  if (config.redisUrls === undefined) return [];
  const where = config.redisUrls.map(withoutPassword).join(', ');
  const redis = openRedis({
    urls: config.redisUrls,
    durability: config.redisDurability,
    commandTimeoutMs: config.redisTimeoutMs,
  });
  try {
    await redis.ping();
    const complaints = await redis.partitions.unfit(runMode(config));
    if (complaints.length > 0) return complaints.map((says) => ({ what: 'redis', how: 'problem', says }));
    return [{ what: 'redis', how: 'ok', says: `${where}: answers, evicts nothing, keeps what is written` }];
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    const says = `Redis at ${where} cannot be used: ${why} Check COUNTERSIGN_REDIS_URL, and that Redis runs.`;
    return [{ what: 'redis', how: 'problem', says }];
  } finally {
    await redis.close();
  }
}

const withoutPassword = (url: string): string => {
  const { host } = new URL(url);
  return shownValue(host, false).slice(1, -1);
};
