import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createLog } from './log/log.ts';
import { leaveOnSignal, type ShutdownStep } from './shutdown.ts';

const log = createLog({ level: 'silent', service: 'test' });
const never = (): Promise<void> => new Promise(() => undefined);

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function leaving(steps: ShutdownStep[]) {
  const signals = new EventEmitter();
  const exits: number[] = [];
  const leave = leaveOnSignal({ steps, log, signals, exit: (code) => exits.push(code) });
  return { signals, exits, leave };
}

function steps(...names: string[]): { done: string[]; list: ShutdownStep[] } {
  const done: string[] = [];
  return { done, list: names.map((name) => ({ name, run: async () => void done.push(name) })) };
}

it('runs the steps in order on SIGTERM, once, and exits with 0', async () => {
  const { done, list } = steps('not ready', 'stop fetching', 'flush');
  const { signals, exits } = leaving(list);
  signals.emit('SIGTERM');
  signals.emit('SIGTERM');
  await vi.advanceTimersByTimeAsync(1);
  expect(done).toEqual(['not ready', 'stop fetching', 'flush']);
  expect(exits).toEqual([0]);
  await vi.advanceTimersByTimeAsync(30_000);
  expect(exits).toEqual([0]);
});

it('exits at once on the second Ctrl-C', async () => {
  const { signals, exits } = leaving([{ name: 'hangs', run: never }]);
  signals.emit('SIGINT');
  expect(exits).toEqual([]);
  signals.emit('SIGINT');
  expect(exits).toEqual([130]);
});

it('leaves a step behind after 20 s, and still runs the others', async () => {
  const { done, list } = steps('flush');
  const { signals, exits } = leaving([{ name: 'hangs', run: never }, ...list]);
  signals.emit('SIGTERM');
  await vi.advanceTimersByTimeAsync(19_999);
  expect(done).toEqual([]);
  await vi.advanceTimersByTimeAsync(2);
  expect(done).toEqual(['flush']);
  expect(exits).toEqual([1]);
});

it('ends by force after 25 s', async () => {
  const hangs = { name: 'hangs', run: never };
  const { signals, exits } = leaving([hangs, hangs]);
  signals.emit('SIGTERM');
  await vi.advanceTimersByTimeAsync(24_999);
  expect(exits).toEqual([]);
  await vi.advanceTimersByTimeAsync(2);
  expect(exits).toEqual([1]);
});

it('goes on after a step that fails, and exits with 1', async () => {
  const { done, list } = steps('flush');
  const fails = { name: 'fails', run: () => Promise.reject(new Error('broken')) };
  const { exits, leave } = leaving([fails, ...list]);
  await leave('the log crashed', 0);
  expect(done).toEqual(['flush']);
  expect(exits).toEqual([1]);
});
