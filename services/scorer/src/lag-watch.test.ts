import type { LogReader } from '@countersign/engine';
import { expect, it } from 'vitest';
import { createLagWatch } from './lag-watch.ts';

const readerWith = (high: Readonly<Record<string, number>>): LogReader => ({
  partitionCount: async () => 2,
  bounds: async (topic, partition) => {
    const end = high[`${topic}/${partition}`];
    if (end === undefined) throw new Error('away');
    return { low: 0, high: end };
  },
  read: async () => [],
  offsetAt: async () => 0,
});

it('tells how many records of every input of the held partitions are not applied yet', async () => {
  const seen: Record<string, number> = {};
  const reader = readerWith({ 'events/0': 10, 'labels/0': 0, 'events/1': 7 });
  const watch = createLagWatch(reader, (topic, partition, lag) => (seen[`${topic}/${partition}`] = lag));
  watch.standsAt(0, { events: 3, labels: -1 });
  watch.standsAt(1, { events: 6 });
  await watch.refresh();
  expect(seen).toEqual({ 'events/0': 6, 'labels/0': 0, 'events/1': 0 });
  watch.standsAt(0, { events: 9, labels: -1 });
  watch.released(1);
  await watch.refresh();
  expect(seen).toEqual({ 'events/0': 0, 'labels/0': 0, 'events/1': 0 });
});

it('outlasts a log that does not answer', async () => {
  const seen: number[] = [];
  const watch = createLagWatch(readerWith({}), (_topic, _partition, lag) => seen.push(lag));
  watch.standsAt(0, { events: 3 });
  await watch.refresh();
  expect(seen).toEqual([]);
});
