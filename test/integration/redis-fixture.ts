import { randomBytes } from 'node:crypto';
import { openRedis, type RedisOptions, type RedisStores } from '@countersign/redis';
import {
  caseStoreContract,
  challengeStoreContract,
  contactStoreContract,
  entityStoreContract,
  partitionStoreContract,
  recordWalkContract,
} from '@countersign/testkit';

/** Stores under a prefix that no other test has. */
export const openFresh = (urls: readonly string[], options: Partial<RedisOptions> = {}): RedisStores =>
  openRedis({ urls, durability: { kind: 'fsync' }, prefix: `test-${randomBytes(6).toString('hex')}`, ...options });

/** For suites about what is done, not how fast: the disk of a busy machine may take its time over an fsync. */
export const patient = { commandTimeoutMs: 10_000 } satisfies Partial<RedisOptions>;

/** All contract suites on one kind of Redis. */
export function redisContracts(name: string, urls: readonly string[], options: Partial<RedisOptions> = {}): void {
  const open = (): Promise<RedisStores> => Promise.resolve(openFresh(urls, { ...patient, ...options }));
  partitionStoreContract(name, async () => (await open()).partitions);
  entityStoreContract(name, async () => {
    const { entities, close } = await open();
    return { store: entities, close };
  });
  challengeStoreContract(name, async () => {
    const { challenges, close } = await open();
    return { store: challenges, close };
  });
  caseStoreContract(name, async () => {
    const { cases, challenges, close } = await open();
    return { store: cases, challenges, close };
  });
  contactStoreContract(name, async () => {
    const { contacts, close } = await open();
    return { store: contacts, close };
  });
  recordWalkContract(name, open);
}
