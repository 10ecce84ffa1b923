import type { Consumer } from 'kafkajs';
import { CountersignError } from '@countersign/events';
import { expect, test } from 'vitest';
import { watchCrashes } from './crash-watch.ts';

interface Crash {
  readonly error: Error;
  readonly restart: boolean;
  readonly atMs?: number;
}

const failuresAfter = (crashes: readonly Crash[]): unknown[] => {
  const listeners: ((event: object) => void)[] = [];
  const consumer = {
    events: { CRASH: 'crash' },
    on: (_event: string, listener: () => void) => listeners.push(listener),
  };
  const failures: unknown[] = [];
  watchCrashes(consumer as unknown as Consumer, (error) => failures.push(error));
  for (const { error, restart, atMs = 0 } of crashes) listeners[0]?.({ payload: { error, restart }, timestamp: atMs });
  return failures;
};

const named = (name: string, cause?: Error): Error => Object.assign(new Error(name, { cause }), { name });
const times = (count: number, crash: (index: number) => Crash): Crash[] =>
  Array.from({ length: count }, (_, n) => crash(n));

test('a consumer that kafkajs gives up ends the process', () => {
  expect(failuresAfter([{ error: new TypeError('x is not a function'), restart: false }])).toMatchObject([
    { code: 'log_unavailable', message: expect.stringContaining('x is not a function') },
  ]);
});

test('our own refusal comes through as it is', () => {
  const refusal = new CountersignError('unequal_partitions', 'unequal');
  expect(failuresAfter([{ error: refusal, restart: false }])).toEqual([refusal]);
});

test('ten restarts in ten minutes are borne, an eleventh is not', () => {
  const crash = (index: number): Crash => ({
    error: named('KafkaJSProtocolError'),
    restart: true,
    atMs: index * 50_000,
  });
  expect(failuresAfter(times(10, crash))).toEqual([]);
  expect(failuresAfter(times(11, crash))).toHaveLength(1);
  expect(failuresAfter(times(40, (index) => ({ ...crash(index), atMs: index * 61_000 })))).toEqual([]);
});

test('brokers that are away never end the process (OVL-05)', () => {
  const error = named('KafkaJSNumberOfRetriesExceeded', named('KafkaJSConnectionError'));
  expect(failuresAfter(times(50, () => ({ error, restart: true })))).toEqual([]);
});
