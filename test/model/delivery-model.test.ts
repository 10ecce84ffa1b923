import { describe, expect, test } from 'vitest';
import { deliveryModel } from './delivery-model.ts';
import { explore } from './explore.ts';
import { guards } from './protocol.ts';
import type { Faults } from './world.ts';

/** One of each, and takeovers enough that both workers own the partition, and one of them twice. */
const faults: Faults = { crashes: 1, failovers: 1, lostReplies: 1, policyChanges: 1, takeovers: 3 };

describe('the delivery protocol, exhaustively', () => {
  test('with all its guards nothing goes wrong, whatever happens when', () => {
    const { violation, states, isCut } = explore(deliveryModel(faults), 3_000_000);
    expect(violation).toBeUndefined();
    expect(isCut).toBe(false);
    expect(states).toBeGreaterThan(10_000);
  });

  test.each(guards)('without "%s" something does', (guard) => {
    const { violation } = explore(deliveryModel(faults, guard), 3_000_000);
    expect(violation?.story.length).toBeGreaterThan(3);
  });
});
