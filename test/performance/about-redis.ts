import type { RedisService } from '@countersign/testkit';
import { Redis } from 'ioredis';

/** When this Redis calls a write kept: what every figure of it depends on. */
export async function durabilityOf({ url }: RedisService): Promise<string> {
  const client = new Redis(url);
  const [, fsync] = (await client.config('GET', 'appendfsync')) as string[];
  const [, aof] = (await client.config('GET', 'appendonly')) as string[];
  client.disconnect();
  return `appendonly ${aof}, appendfsync ${fsync}`;
}

/** CPU that its process has used so far, user and system. */
export async function redisCpuSeconds({ url }: RedisService): Promise<number> {
  const client = new Redis(url);
  const info = await client.info('cpu');
  client.disconnect();
  return ['used_cpu_user', 'used_cpu_sys'].reduce(
    (sum, name) => sum + Number(new RegExp(`${name}:([\\d.]+)`).exec(info)?.[1] ?? Number.NaN),
    0,
  );
}
