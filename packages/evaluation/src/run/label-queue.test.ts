import type { ReplayScorer } from '@countersign/engine';
import { expect, it } from 'vitest';
import { createLabelQueue } from './label-queue.ts';

const dayMs = 86_400_000;
const startMs = Date.UTC(2026, 0, 1, 12);

function queue(delayMs: number) {
  const taught: { readonly id: string; readonly atMs: number }[] = [];
  const scorer = { label: ({ eventId }, atMs) => void taught.push({ id: eventId, atMs }) } as Pick<
    ReplayScorer,
    'label'
  >;
  const labels = createLabelQueue(scorer as ReplayScorer, delayMs);
  const expectOf = (id: string, timeMs: number, knownAtMs?: number): void =>
    labels.expect({ id, accountId: 'ana', timeMs, knownAtMs, label: 'fraud', keys: {} });
  return { taught, labels, expectOf };
}

it('holds a label back for the delay, a day more at most, and teaches in the order of knowing', () => {
  const { taught, labels, expectOf } = queue(7 * dayMs);
  expectOf('second', startMs + 60_000);
  expectOf('first', startMs);
  for (let day = 0; day <= 7; day += 1) labels.arrive(startMs + day * dayMs);
  expect(taught).toEqual([]);
  labels.arrive(startMs + 8 * dayMs);
  expect(taught.map(({ id }) => id)).toEqual(['first', 'second']);
  expect(taught.every(({ atMs }) => atMs >= startMs + 7 * dayMs)).toBe(true);
});

it('waits longer when the truth became known later', () => {
  const { taught, labels, expectOf } = queue(7 * dayMs);
  expectOf('chargeback', startMs, startMs + 40 * dayMs);
  labels.arrive(startMs + 30 * dayMs);
  expect(taught).toEqual([]);
  labels.arrive(startMs + 41 * dayMs);
  expect(taught).toEqual([{ id: 'chargeback', atMs: startMs + 40 * dayMs }]);
});
