import type { LogRecord } from '@countersign/engine';
import { expect, test } from 'vitest';
import { createRecordQueue } from './record-queue.ts';
import { createRoom } from './room.ts';

const records = (topic: string, from: number, count: number): LogRecord[] =>
  Array.from({ length: count }, (_, n) => ({
    topic,
    partition: 0,
    offset: from + n,
    timestampMs: 0,
    key: null,
    value: null,
    headers: {},
  }));

test('chunks join what was fetched separately, keep the order and take turns between topics', () => {
  const queue = createRecordQueue(['a', 'b']);
  queue.push('a', records('a', 0, 3));
  queue.push('a', records('a', 3, 4));
  queue.push('b', records('b', 0, 2));
  const taken = [queue.take(5), queue.take(5), queue.take(5), queue.take(5)];
  expect(taken.map((chunk) => chunk && [chunk.topic, ...chunk.records.map(({ offset }) => offset)])).toEqual([
    ['a', 0, 1, 2, 3, 4],
    ['b', 0, 1],
    ['a', 5, 6],
    undefined,
  ]);
  expect(queue.size()).toBe(0);
});

test('what is dropped is counted', () => {
  const queue = createRecordQueue(['a']);
  queue.push('a', records('a', 0, 3));
  queue.take(1);
  expect([queue.clear(), queue.size(), queue.take(5)]).toEqual([2, 0, undefined]);
});

test('large records weigh more, and everything that went in goes out', () => {
  const queue = createRecordQueue(['a']);
  const large = records('a', 0, 2).map((record) => ({ ...record, value: Buffer.alloc(64 * 1024) }));
  queue.push('a', [...large, ...records('a', 2, 2)]);
  expect(queue.weight()).toBe(10);
  expect([queue.take(1)?.weight, queue.take(2)?.weight, queue.weight()]).toEqual([4, 5, 1]);
  expect([queue.clear(), queue.weight()]).toEqual([1, 0]);
});

test('room is full at the limit and free again at half of it', async () => {
  const room = createRoom(100);
  room.change(99);
  expect(room.isFull()).toBe(false);
  room.change(1);
  expect(room.isFull()).toBe(true);
  const waiting = room.wait(60_000);
  room.change(-49);
  expect(room.isFull()).toBe(true);
  room.change(-1);
  expect(room.isFull()).toBe(false);
  await waiting;
});
