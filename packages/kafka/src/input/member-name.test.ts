import { expect, test } from 'vitest';
import { isDeadNeighbour, memberName } from './member-name.ts';

const self = { host: 'pod-0.example', pid: 7, startedMs: 2000 };
const alive = new Set([7, 8]);

test.each([
  ['a process that is gone', memberName('scorer', { ...self, pid: 9, startedMs: 1000 }, 1), true],
  ['an earlier process of our own number', memberName('scorer', { ...self, startedMs: 1000 }, 1), true],
  ['ourselves', memberName('scorer', self, 1), false],
  ['another member of our own process', memberName('scorer', self, 2), false],
  ['a process that is alive', memberName('scorer', { ...self, pid: 8, startedMs: 1000 }, 1), false],
  ['a process of another machine', memberName('scorer', { ...self, host: 'pod-1.example', pid: 9 }, 1), false],
  ['another service', memberName('notifier', { ...self, pid: 9 }, 1), false],
  ['a client that names itself otherwise', 'rdkafka', false],
  ['a name that only begins like ours', 'scorer.pod-0.example.9', false],
])('%s', (_what, name, expected) => {
  expect(isDeadNeighbour(name, 'scorer', self, (pid) => alive.has(pid))).toBe(expected);
});
