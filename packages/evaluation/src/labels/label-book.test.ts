import { expect, it } from 'vitest';
import { labelBook } from './label-book.ts';

const said = (label: 'fraud' | 'legitimate', knownAt: string) => ({ eventId: 'e1', label, knownAt });

it('believes whoever knew last, in whatever order the labels come', () => {
  const first = said('fraud', '2026-02-01T00:00:00Z');
  const last = said('legitimate', '2026-03-01T00:00:00Z');
  for (const order of [
    [first, last],
    [last, first],
    [first, last, first],
  ]) {
    const book = labelBook();
    for (const label of order) book.note(label);
    expect(book.of('e1')).toEqual({ label: 'legitimate', knownAtMs: Date.UTC(2026, 2, 1) });
    expect(book.size).toBe(1);
  }
});

it('takes the later record of two that were known at once, and knows nothing of other events', () => {
  const book = labelBook();
  for (const label of ['legitimate', 'fraud'] as const) book.note(said(label, '2026-02-01T00:00:00Z'));
  expect(book.of('e1')?.label).toBe('fraud');
  expect(book.of('e2')).toBeUndefined();
});
