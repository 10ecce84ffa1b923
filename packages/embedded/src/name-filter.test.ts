import { expect, it } from 'vitest';
import { createNameFilter } from './name-filter.ts';

const names = (stem: string, count: number): string[] =>
  Array.from({ length: count }, (_, at) => `device:${stem}-${at}:accounts`);

it('never forgets a name, and rarely takes another for one of them', () => {
  const filter = createNameFilter();
  const added = names('added', 100_000);
  for (const name of added) filter.add(name);
  expect(added.every((name) => filter.mayHold(name))).toBe(true);
  const mistaken = names('other', 100_000).filter((name) => filter.mayHold(name));
  expect(mistaken.length).toBeLessThan(100);
});
