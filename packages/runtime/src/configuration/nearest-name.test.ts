import { expect, it } from 'vitest';
import { nearestName } from './nearest-name.ts';

const known = ['COUNTERSIGN_REDIS_URL', 'COUNTERSIGN_SMTP_URL', 'COUNTERSIGN_FOLDER'];

it.each([
  ['COUNTERSIGN_REDIS_URI', 'COUNTERSIGN_REDIS_URL'],
  ['COUNTERSIGN_SMPT_URL', 'COUNTERSIGN_SMTP_URL'],
  ['COUNTERSIGN_FOLDRE', 'COUNTERSIGN_FOLDER'],
  ['COUNTERSIGN_SOMETHING_ELSE', undefined],
])('%s is nearest to %s', (name, nearest) => {
  expect(nearestName(name, known)).toBe(nearest);
});
