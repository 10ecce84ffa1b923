import { describe, expect, test } from 'vitest';
import type { RedisDurability } from './redis-options.ts';
import { complaints, type NodeSettingsSeen } from './unfit.ts';

const good: NodeSettingsSeen = {
  node: 'redis:6379',
  evictionPolicy: 'noeviction',
  hasAof: true,
  appendFsync: 'always',
  pausesFsync: false,
  replicas: 0,
  isCluster: false,
};
const fsync: RedisDurability = { kind: 'fsync' };
const replicas: RedisDurability = { kind: 'replicas', replicas: 2 };
const none: RedisDurability = { kind: 'none' };

test.each([
  ['fsync', good, fsync],
  ['fsync, with a replica that nobody promotes', { ...good, replicas: 1 }, fsync],
  ['replicas', { ...good, appendFsync: 'everysec', pausesFsync: true, replicas: 2, isCluster: true }, replicas],
] as const)('good enough for production: %s', (_, seen, durability) => {
  expect(complaints(seen, durability, 'production')).toEqual([]);
});

test('a plain Redis is good enough for development without durability', () => {
  expect(complaints({ ...good, hasAof: false, appendFsync: 'everysec' }, none, 'development')).toEqual([]);
});

describe('one sentence for everything that would lose or evict data', () => {
  test.each<[string, Partial<NodeSettingsSeen>, RedisDurability, 'production' | 'development']>([
    ['evicts', { evictionPolicy: 'allkeys-lru' }, none, 'development'],
    ['no durability in production', {}, none, 'production'],
    ['no AOF in production', { hasAof: false, replicas: 2 }, replicas, 'production'],
    ['no AOF, durability fsync', { hasAof: false }, fsync, 'development'],
    ['not fsync', { appendFsync: 'everysec' }, fsync, 'development'],
    ['pauses fsync', { pausesFsync: true }, fsync, 'development'],
    ['does not tell', { appendFsync: undefined }, fsync, 'production'],
    ['fails over to what has no fsync', { replicas: 1, isCluster: true }, fsync, 'production'],
    ['too few replicas', { replicas: 1 }, replicas, 'development'],
    ['more replicas than waited for', { replicas: 3 }, replicas, 'production'],
  ])('%s', (_, seen, durability, mode) => {
    const [sentence, ...more] = complaints({ ...good, ...seen }, durability, mode);
    expect(more).toEqual([]);
    expect(sentence).toMatchSnapshot();
  });
});
