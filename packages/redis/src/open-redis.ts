import type {
  CaseStore,
  ChallengeStore,
  ContactStore,
  EntityStore,
  PartitionStore,
  RecordWalk,
} from '@countersign/engine';
import { redisChallengeStore } from './challenges/challenge-store.ts';
import { connect, defaultCommandTimeoutMs } from './connection/connect.ts';
import { call } from './connection/durable-call.ts';
import { redisCommand } from './connection/redis-command.ts';
import { redisContactStore } from './contacts/contact-store.ts';
import { redisEntityStore } from './entities/entity-store.ts';
import { keyNames } from './layout/key-names.ts';
import { redisRecordWalk } from './record-walk.ts';
import { redisPartitionStore } from './partitions/partition-store.ts';
import type { RedisOptions } from './redis-options.ts';
import { unfitServers } from './unfit.ts';

/** Every store of the engine on one Redis or Redis Cluster, over shared connections. */
export interface RedisStores {
  readonly partitions: PartitionStore;
  readonly entities: EntityStore;
  readonly challenges: ChallengeStore;
  readonly cases: CaseStore;
  readonly contacts: ContactStore;
  /** Over challenges, cases and contacts. */
  readonly walk: RecordWalk;
  /** Resolves when every master answers. @throws CountersignError `store_unavailable` */
  ping(): Promise<void>;
  /** Ends all connections; closing `partitions` does the same. */
  close(): Promise<void>;
}

/**
 * The stores on Redis. Connects at the first call; a call that fails throws `store_unavailable` (retryable) and may be
 * repeated as it is: `openRedis({ urls: ['redis://127.0.0.1:6379'], durability: { kind: 'fsync' } })`.
 */
export function openRedis(options: RedisOptions): RedisStores {
  const { durability, prefix = 'countersign', commandTimeoutMs = defaultCommandTimeoutMs } = options;
  const servers = connect(options);
  const keys = keyNames(prefix);
  const durable = { durability, waitMs: Math.floor(commandTimeoutMs * 0.8) };
  const close = (): Promise<void> => servers.close();
  return {
    partitions: {
      ...redisPartitionStore(servers, keys, durable),
      unfit: (mode) => unfitServers(servers, durability, mode),
      close,
    },
    entities: redisEntityStore(servers, keys),
    challenges: redisChallengeStore(servers, keys, durable),
    cases: redisChallengeStore(servers, keyNames(`${prefix}:cases`), durable),
    contacts: redisContactStore(servers, keys, durable),
    walk: redisRecordWalk(servers, prefix, keys, durable),
    async ping() {
      await Promise.all((await servers.masters()).map((node) => call(node, 'ping', [redisCommand('ping')])));
    },
    close,
  };
}
