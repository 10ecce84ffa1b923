import fc from 'fast-check';
import { expect, test } from 'vitest';
import { challenge } from '../../test-support/sample-challenge.ts';
import { challengeReference } from './reference.ts';

test('is the same wherever it is computed', () => {
  expect(challengeReference(challenge.id)).toMatchInlineSnapshot(`"4C1-3SD"`);
});

test('is two groups of three letters that nobody mistakes', () => {
  fc.assert(
    fc.property(fc.uuid(), (id) => {
      expect(challengeReference(id)).toMatch(/^[0-9A-HJKMNP-TV-Z]{3}-[0-9A-HJKMNP-TV-Z]{3}$/);
    }),
  );
});
