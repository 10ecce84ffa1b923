import { describe, expect, test } from 'vitest';
import { deliveryModel } from './delivery-model.ts';
import { explore } from './explore.ts';
import type { Guard } from './protocol.ts';
import type { Faults } from './world.ts';

/** One of each, and takeovers enough that both workers own the partition, and one of them twice. */
const faults: Faults = { crashes: 1, failovers: 1, lostReplies: 1, policyChanges: 1, takeovers: 3 };

/** What the shortest story without a guard ends in. */
const goesWrong: Readonly<Record<Guard, RegExp>> = {
  'position check': /^event 0 was decided as "0p" and as "0q"$/,
  applyId: /^event 0 was decided as "0p" and as "0q"$/,
  'publish again at takeover': /^event 0 is never decided$/,
  'durable before publishing': /^event 0 was decided as/,
  'durable at takeover': /^event 0 was decided as/,
  'final bytes in the outbox': /rests on what was decided otherwise$/,
  'published before the next apply': /^event 0 is never decided$/,
  'positions at load': /^event 0 is never decided$/,
};

describe('the delivery protocol, exhaustively', () => {
  test('with all its guards nothing goes wrong, whatever happens when', () => {
    const { violation, states, isCut } = explore(deliveryModel(faults), 3_000_000);
    expect(violation).toBeUndefined();
    expect(isCut).toBe(false);
    expect(states).toBeGreaterThan(10_000);
  });

  test.each(Object.entries(goesWrong))('without "%s": %s', (guard, what) => {
    const { violation } = explore(deliveryModel(faults, guard as Guard), 3_000_000);
    expect(violation?.what).toMatch(what);
    expect(violation?.story.length).toBeGreaterThan(3);
  });
});
