import { expect, it } from 'vitest';
import { oldDataWarning } from './old-data.ts';

it('warns of data older than thirty days, and says how old it is', () => {
  expect(oldDataWarning(30)).toBeUndefined();
  expect(oldDataWarning(31)).toMatch(/^The geographic data is 31 days old/);
});
