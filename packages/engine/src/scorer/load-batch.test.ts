import { exampleEvent } from '@countersign/events';
import { decodeEvent } from '@countersign/events';
import { expect, test, vi } from 'vitest';
import type { Positions } from '../ports/partition-store.ts';
import type { BatchItem } from './batch-item.ts';
import { type BatchMemory, loadBatch } from './load-batch.ts';
import { createStoredPopulation, isPopulation } from './population-store.ts';
import { type ProfileCache, createProfileCache } from './profile-cache.ts';
import type { ScorerPorts } from './scorer-ports.ts';

const set = { id: 'device:d:accounts', bucketMs: 1_000, windowMs: 5_000 };

const itemOf = (account: string): BatchItem => {
  const example = exampleEvent('login.succeeded', { nowMs: 1_772_357_400_000, id: 'e', accountId: account });
  const decoded = decodeEvent({ key: null, headers: {}, value: Buffer.from(JSON.stringify(example)) });
  if (!decoded.ok) throw new Error(decoded.message);
  const common = { account, offset: 0, logTimeMs: 7_000, timeMs: 7_000, flags: [], traceparent: undefined };
  return {
    kind: 'event',
    event: decoded.event,
    keys: { account },
    uses: [{ name: 'n', set, member: 'm' }],
    ...common,
  };
};

/** Memory of a partition whose population is there. */
const memoryOf = (profiles: ProfileCache): BatchMemory => {
  const population = createStoredPopulation();
  population.fill([]);
  return { profiles, population };
};

const portsWith = (stored: Positions, entities = async () => [new Map([['m', 1]])]) => {
  const load = vi.fn(async (_partition: number, accounts: readonly string[]) => ({
    positions: stored,
    note: '',
    profiles: accounts.map(() => undefined),
  }));
  const read = vi.fn(entities);
  return { load, read, ports: { partitions: { load }, entities: { read } } as unknown as ScorerPorts };
};

test('profiles that are not in memory are loaded, each once, and entity sets at the latest log time', async () => {
  const { load, read, ports } = portsWith({ events: 3 });
  const cache = createProfileCache(1e6);
  cache.fill('known', undefined);
  const items = [itemOf('ana'), itemOf('known'), itemOf('ana'), itemOf('ben')];
  const loaded = await loadBatch(items, 2, { events: 3 }, memoryOf(cache), ports);
  expect(load.mock.calls).toEqual([[2, ['ana', 'ben']]]);
  expect(read.mock.calls).toEqual([[[set], 7_000]]);
  expect(loaded).toEqual(new Map([[set.id, new Map([['m', 1]])]]));
  expect(cache.has('ben')).toBe(true);
});

test('nothing is asked of the partition when every profile is in memory', async () => {
  const { load, ports } = portsWith({});
  const cache = createProfileCache(1e6);
  cache.fill('ana', undefined);
  await loadBatch([itemOf('ana')], 0, { events: 9 }, memoryOf(cache), ports);
  expect(load).not.toHaveBeenCalled();
});

test.each<[stored: Positions, expected: Positions]>([
  [{ events: 4 }, { events: 3 }],
  [{ events: 2 }, { events: 3 }],
  [{}, { events: 0 }],
  [{ events: 3, labels: 0 }, { events: 3 }],
])('profiles of a store that stands at %o are no use at %o', async (stored, expected) => {
  const { ports } = portsWith(stored);
  const cache = createProfileCache(1e6);
  expect(await loadBatch([itemOf('ana')], 0, expected, memoryOf(cache), ports)).toBe('moved');
  expect(cache.has('ana')).toBe(false);
});

test('a topic without position stands before its first record', async () => {
  const { ports } = portsWith({ events: 3 });
  const expected = { events: 3, labels: -1 };
  expect(await loadBatch([itemOf('ana')], 0, expected, memoryOf(createProfileCache(1e6)), ports)).not.toBe('moved');
});

test('without an answer of the entity store its features are unknown; without one of the partition nothing goes on', async () => {
  const away = async () => Promise.reject(new Error('away'));
  const { ports } = portsWith({}, away);
  expect(await loadBatch([itemOf('ana')], 0, {}, memoryOf(createProfileCache(1e6)), ports)).toBeUndefined();
  const broken = { ...ports, partitions: { ...ports.partitions, load: away } };
  await expect(loadBatch([itemOf('ana')], 0, {}, memoryOf(createProfileCache(1e6)), broken)).rejects.toThrow('away');
});

test('the population comes along with the first load, and once', async () => {
  const { load, ports } = portsWith({});
  const memory = { profiles: createProfileCache(1e6), population: createStoredPopulation() };
  await loadBatch([itemOf('ana')], 0, {}, memory, ports);
  await loadBatch([itemOf('ben')], 0, {}, memory, ports);
  const [first, second] = load.mock.calls.map(([, names]) => names);
  expect(first?.slice(0, 2)).toEqual(['ana', 'population:recent']);
  expect(first?.every((name) => name === 'ana' || isPopulation(name))).toBe(true);
  expect(second).toEqual(['ben']);
});
