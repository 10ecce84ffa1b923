import { expect, it } from 'vitest';
import { servicesLines } from './services-lines.ts';

const local = (suite: string) => ({ service: 'redis', how: 'local', reason: 'redis-server', suite });
const missing = (suite: string) => ({ service: 'kafka', how: 'missing', reason: 'no Docker; no java on PATH', suite });

it('says nothing when no suite asked for a server', () => {
  expect(servicesLines([], false)).toEqual([]);
});

it('says how each server was obtained, once, and for how many suites', () => {
  expect(servicesLines([local('a'), local('b')], false)).toEqual(['redis: local (redis-server), for 2 suites']);
});

it('names every suite without a server, why, and the command that mends it', () => {
  const text = servicesLines([missing('event log on Kafka'), missing('bench')], false).join('\n');
  expect(text).toContain('SKIPPED: 2 suites for want of a server');
  expect(text).toContain('  event log on Kafka (kafka)\n  bench (kafka)\nno kafka: no Docker; no java on PATH');
  expect(text).toMatch(/apt-get install -y .*redis-server.* npm test/);
});

it('calls it a failure where servers are required', () => {
  expect(servicesLines([missing('a')], true).join('\n')).toContain('FAILED: 1 suite for want of a server');
});
