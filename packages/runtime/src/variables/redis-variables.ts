import { z } from 'zod';
import type { Rule } from '../configuration/read-configuration.ts';
import { type Configuration, optional, withDefault } from '../configuration/variable.ts';
import type { kafkaVariables } from './kafka-variables.ts';
import type { ProcessVariables } from './process-variables.ts';
import { runMode } from './run-mode.ts';
import { listOf, urlOf, wholeNumber } from './schemas.ts';

/** When Redis counts as having kept a write (DEL-05). */
export type RedisDurability =
  | { readonly kind: 'fsync' }
  | { readonly kind: 'replicas'; readonly replicas: number }
  | { readonly kind: 'none' };

const durability: z.ZodType<RedisDurability, string> = z
  .string()
  .regex(/^(fsync|none|replicas:[1-9])$/)
  .transform((text) => {
    if (text === 'fsync' || text === 'none') return { kind: text };
    return { kind: 'replicas', replicas: Number(text.slice('replicas:'.length)) };
  });

/** Connection to Redis or Redis Cluster (SEC-02). */
export const redisVariables = {
  redisUrls: optional(
    {
      name: 'COUNTERSIGN_REDIS_URL',
      description: 'Redis that keeps profiles and challenges; several URLs are nodes of one Redis Cluster.',
      allowed: 'a redis:// or rediss:// URL, several separated by commas',
      schema: listOf(urlOf('redis:', 'rediss:')),
      secret: true,
    },
    'embedded: no Kafka and no Redis',
  ),
  redisDurability: withDefault(
    {
      name: 'COUNTERSIGN_REDIS_DURABILITY',
      description:
        'When a write counts as kept: on the disk of the master (nothing fails over), or acknowledged by every replica that may be promoted.',
      allowed: 'fsync, replicas:n (n from 1 to 9), or none (development only)',
      schema: durability,
    },
    { kind: 'fsync' },
    'fsync',
  ),
  redisTimeoutMs: withDefault(
    {
      name: 'COUNTERSIGN_REDIS_TIMEOUT_MS',
      description:
        'Longest wait for the answer of Redis, the write to its disk included; then the call is tried again.',
      allowed: 'milliseconds, a whole number from 100 to 10000',
      schema: wholeNumber(100, 10_000),
    },
    2_000,
  ),
} as const;

type RedisConfiguration = Configuration<typeof redisVariables & typeof kafkaVariables & ProcessVariables>;

/** What must hold between the variables of Redis, of Kafka and the mode. */
export const redisRules: readonly Rule<RedisConfiguration>[] = [
  {
    needs: ['brokers', 'redisUrls'],
    problem: ({ brokers, redisUrls }) => {
      if ((brokers === undefined) === (redisUrls === undefined)) return undefined;
      const [set, missing] = brokers === undefined ? ['REDIS_URL', 'KAFKA_BROKERS'] : ['KAFKA_BROKERS', 'REDIS_URL'];
      return `COUNTERSIGN_${set} is set without COUNTERSIGN_${missing}; allowed: both (Kafka and Redis) or neither (embedded).`;
    },
  },
  {
    needs: ['mode', 'brokers', 'redisDurability'],
    problem: (config) =>
      runMode(config) === 'production' && config.redisDurability.kind === 'none'
        ? 'COUNTERSIGN_REDIS_DURABILITY is "none" in production, where a crash of Redis would lose decisions; allowed: fsync or replicas:n.'
        : undefined,
  },
];
