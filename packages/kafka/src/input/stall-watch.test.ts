import { EventEmitter } from 'node:events';
import type { LogReader } from '@countersign/engine';
import type { Consumer } from 'kafkajs';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { watchStalls } from './stall-watch.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Two minutes (or more) in which the consumer fetches or not, its next offset moves or not, and Kafka answers or not. */
const failuresOf = async (is: {
  fetching: boolean;
  lagging?: boolean;
  moving?: boolean;
  heldBack?: boolean;
  kafkaDown?: boolean;
  /** The group never forms. */
  joining?: boolean;
  seconds?: number;
}) => {
  const events = new EventEmitter();
  const consumer = {
    events: { FETCH: 'fetch', GROUP_JOIN: 'join', REBALANCING: 'rebalancing', CRASH: 'crash' },
    on: (event: string, listener: () => void) => {
      events.on(event, listener);
      return () => events.off(event, listener);
    },
  };
  const failures: unknown[] = [];
  let offset = 5;
  const answer = async <T>(value: T): Promise<T> => {
    if (is.kafkaDown) throw new Error('connection refused');
    return value;
  };
  const reader = {
    partitionCount: () => answer(1),
    bounds: () => answer({ low: 0, high: is.lagging ? 1_000 : offset }),
  };
  const input = { isHeldBack: () => is.heldBack ?? false, idle: () => [{ partition: 0, offsets: { t: offset } }] };
  const end = watchStalls(consumer as unknown as Consumer, input, reader as unknown as LogReader, (e) =>
    failures.push(e),
  );
  if (!is.joining) events.emit('join');
  for (let second = 0; second < (is.seconds ?? 120); second += 1) {
    if (is.fetching) events.emit('fetch');
    if (is.moving) offset += 1;
    await vi.advanceTimersByTimeAsync(1_000);
  }
  end();
  expect(events.eventNames()).toEqual([]);
  return failures;
};

test.each([
  ['a healthy consumer at the end of the log', { fetching: true }],
  ['a consumer that is behind and moving', { fetching: true, lagging: true, moving: true }],
  ['a consumer that its handlers hold back', { fetching: false, lagging: true, heldBack: true }],
  ['no fetch while Kafka is away', { fetching: false, kafkaDown: true }],
  ['a group that takes two minutes to form', { fetching: false, lagging: true, joining: true }],
])('is left alone: %s', async (_name, is) => {
  expect(await failuresOf(is)).toEqual([]);
});

test.each([
  ['nothing fetched for a minute, although Kafka answers', { fetching: false }, 'nothing was fetched'],
  ['a group that never forms', { fetching: false, joining: true, seconds: 200 }, 'nothing was fetched for 3 min'],
  ['records lie ready for a minute and do not come', { fetching: true, lagging: true }, 'offset 5 of t/0'],
])('is found: %s', async (_name, is, sentence) => {
  expect(await failuresOf(is)).toContainEqual(
    expect.objectContaining({ code: 'log_unavailable', message: expect.stringContaining(sentence) }),
  );
});
