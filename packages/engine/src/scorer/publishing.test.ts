import { expect, test, vi } from 'vitest';
import type { OutgoingRecord } from '../ports/event-log.ts';
import { outboxCodec } from './outbox.ts';
import { createPublishing } from './publishing.ts';
import { silentObserver } from './scorer-observer.ts';
import type { ScorerPorts, ScorerSettings } from './scorer-ports.ts';
import { untracedScorer } from './scorer-trace.ts';

const records: readonly OutgoingRecord[] = [{ topic: 't', key: null, value: Buffer.from('v'), headers: {} }];
const trace = untracedScorer.chunk('t');

/** Timers run when `tick` is called. */
const setUp = (publish: (records: readonly OutgoingRecord[]) => Promise<void>) => {
  const timers = new Set<() => void>();
  const clock = {
    now: () => 0,
    after: (_ms: number, run: () => void) => {
      timers.add(run);
      return () => void timers.delete(run);
    },
  };
  const tick = async (): Promise<void> => {
    const due = Array.from(timers);
    timers.clear();
    for (const run of due) run();
    await new Promise(setImmediate);
  };
  const clearOutbox = vi.fn(async () => {});
  const failures: unknown[] = [];
  const observer = { ...silentObserver, publishFailed: (_: number, error: unknown) => void failures.push(error) };
  const ports = { clock, publisher: { publish }, partitions: { clearOutbox } } as unknown as ScorerPorts;
  const settings = { observer, outbox: outboxCodec, idleMs: 1 } as unknown as ScorerSettings;
  return { publishing: createPublishing(3, ports, settings), tick, clearOutbox, failures };
};

test('sends the same records until they are acknowledged, says each failure, and then clears the outbox', async () => {
  const sent: unknown[] = [];
  const { publishing, tick, clearOutbox, failures } = setUp(async (some) => {
    sent.push(some);
    if (sent.length < 3) throw new Error('away');
  });
  publishing.start('x', records, trace);
  for (let round = 0; round < 3; round += 1) await tick();
  expect(await publishing.idle()).toBe(true);
  expect(sent).toEqual([records, records, records]);
  expect(failures).toHaveLength(2);
  await tick();
  expect(clearOutbox.mock.calls).toEqual([[3, 'x']]);
});

test('gives up when the partition is let go, and clears nothing: the next owner finds the outbox', async () => {
  const { publishing, tick, clearOutbox } = setUp(() => Promise.reject(new Error('away')));
  publishing.start('x', records, trace);
  await tick();
  const idle = publishing.idle();
  await publishing.letGo();
  expect(await idle).toBe(false);
  await tick();
  expect(clearOutbox).not.toHaveBeenCalled();
});

test('does not clear an outbox while the next batch is on its way', async () => {
  const { publishing, tick, clearOutbox } = setUp(async () => {});
  publishing.start('x', records, trace);
  await publishing.idle();
  publishing.start('y', records, trace);
  await publishing.idle();
  await tick();
  expect(clearOutbox.mock.calls).toEqual([[3, 'y']]);
});

test('publishes what a takeover found, as it was; a failure is the caller’s', async () => {
  const sent: (readonly OutgoingRecord[])[] = [];
  const { publishing } = setUp(async (some) => void sent.push(some));
  expect(await publishing.again(undefined)).toBe(0);
  expect(await publishing.again(outboxCodec.seal('x', records))).toBe(1);
  expect(Buffer.from(sent[0]?.[0]?.value ?? []).toString()).toBe('v');
  const failing = setUp(() => Promise.reject(new Error('away'))).publishing;
  await expect(failing.again(outboxCodec.seal('x', records))).rejects.toThrow('away');
});
