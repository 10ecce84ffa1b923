import type { LogReader } from '@countersign/engine';
import type { Consumer } from 'kafkajs';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { watchStalls } from './stall-watch.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Two minutes in which the consumer fetches or not, its next offset moves or not, and Kafka answers or not. */
const failuresOf = async (is: {
  fetching: boolean;
  lagging?: boolean;
  moving?: boolean;
  heldBack?: boolean;
  kafkaDown?: boolean;
}) => {
  let fetched = (): void => {};
  const consumer = {
    events: { FETCH: 'fetch' },
    on: (_event: string, listener: () => void) => {
      fetched = listener;
      return () => {};
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
  for (let second = 0; second < 120; second += 1) {
    if (is.fetching) fetched();
    if (is.moving) offset += 1;
    await vi.advanceTimersByTimeAsync(1_000);
  }
  end();
  return failures;
};

test.each([
  ['a healthy consumer at the end of the log', { fetching: true }],
  ['a consumer that is behind and moving', { fetching: true, lagging: true, moving: true }],
  ['a consumer that its handlers hold back', { fetching: false, lagging: true, heldBack: true }],
  ['no fetch while Kafka is away', { fetching: false, kafkaDown: true }],
])('is left alone: %s', async (_name, is) => {
  expect(await failuresOf(is)).toEqual([]);
});

test.each([
  ['nothing fetched for a minute, although Kafka answers', { fetching: false }, 'nothing was fetched'],
  ['records lie ready for a minute and do not come', { fetching: true, lagging: true }, 'offset 5 of t/0'],
])('is found: %s', async (_name, is, sentence) => {
  expect(await failuresOf(is)).toContainEqual(
    expect.objectContaining({ code: 'log_unavailable', message: expect.stringContaining(sentence) }),
  );
});
