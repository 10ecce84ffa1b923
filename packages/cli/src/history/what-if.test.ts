import { type WhatIf, messageCost, whatIf, whatIfLines } from '@countersign/evaluation';
import { loadPolicy, readPolicyFile, readPolicyText, withPolicyValues } from '@countersign/scorer';
import type { Policy } from '@countersign/scoring';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { connectionTo, decided } from '../../test-support/decided.ts';
import { eachPastDecision } from './past-decisions.ts';

const policy = loadPolicy();

/** The shipped policy with another least score for a challenge at logins. */
function withThreshold(challenge: number): Policy {
  const path = ['eventTypes', 'login.succeeded', 'thresholds', 'challenge'];
  const read = readPolicyText(withPolicyValues(readPolicyFile(), [{ path, value: challenge }]));
  return read.ok ? read.policy : expect.fail(read.problems.join());
}

const features = fc.record({
  learning: fc.double({ min: 0, max: 1, noNaN: true }),
  deviceKnown: fc.boolean(),
  deviceIdleDays: fc.integer({ min: 0, max: 60 }),
  countryKnown: fc.boolean(),
  country: fc.constantFrom('AT', 'DE', 'BR'),
  usualCountry: fc.constantFrom('AT', 'DE'),
  failedLogins1h: fc.integer({ min: 0, max: 20 }),
  accountAgeDays: fc.integer({ min: 0, max: 900 }),
  frozen: fc.boolean(),
});
const drawnPast = fc
  .array(fc.record({ features, accountId: fc.constantFrom('ana', 'ben', 'chloé') }), { minLength: 1, maxLength: 40 })
  .map((list) => list.map((one, at) => decided(policy, { at, ...one })));

async function compared(decisions: Parameters<typeof connectionTo>[0], other: Policy): Promise<WhatIf> {
  const run = whatIf(other, 1);
  const source = { connection: connectionTo(decisions), sinceMs: undefined };
  const count = await eachPastDecision(source, (decision) =>
    run.add(decision, decision.eventId === 'e0' ? 'fraud' : undefined),
  );
  expect(count).toBe(decisions.length);
  return run.result();
}

describe('what-if', () => {
  it('with the policy that made the decisions differs in nothing', async () => {
    await fc.assert(
      fc.asyncProperty(drawnPast, async (past) => {
        const { differing, recorded, other, customers, examples, events } = await compared(past, policy);
        expect({ differing, events }).toEqual({ differing: 0, events: past.length });
        expect(other).toEqual(recorded);
        expect(customers.otherAskedMore).toBe(customers.recordedAskedMore);
        expect(examples).toEqual({ newlyStopped: [], noLongerStopped: [] });
      }),
      { numRuns: 50 },
    );
  });

  it('with a lower threshold never asks fewer, and its groups add up', async () => {
    const lower = withThreshold(20);
    await fc.assert(
      fc.asyncProperty(drawnPast, async (past) => {
        const { recorded, other, byType, bySegment } = await compared(past, lower);
        expect(other.allow).toBeLessThanOrEqual(recorded.allow);
        for (const groups of [byType, ...Object.values(bySegment)]) {
          const all = Object.values(groups);
          expect(all.reduce((sum, { events }) => sum + events, 0)).toBe(past.length);
          expect(all.reduce((sum, group) => sum + group.other.challenge, 0)).toBe(other.challenge);
        }
      }),
      { numRuns: 50 },
    );
  });

  it('counts customers who are asked more than once a day, frauds caught, and shows what it would stop', async () => {
    const unusual = { learning: 1, deviceKnown: false, countryKnown: true };
    const day = Date.UTC(2026, 0, 5);
    const at = [day, day + 1, day + 86_400_000, day + 2 * 86_400_000];
    const strange = at.map((timeMs, n) => decided(policy, { at: n, timeMs, features: unusual, accountId: 'ana' }));
    const usual = decided(policy, { at: 9, features: { learning: 1, deviceKnown: true }, accountId: 'ben' });
    const result = await compared([...strange, usual], withThreshold(1));
    expect(result.customers).toMatchObject({ seen: 2, otherAsked: 2, otherAskedMore: 1, otherMostOnOneDay: 2 });
    expect(result.truth?.fraud).toEqual({ events: 1, recordedStopped: 1, otherStopped: 1 });
    expect(result.examples.newlyStopped.map(({ eventId }) => eventId)).toEqual(['e9']);
    const lines = whatIfLines(result, messageCost({ sms: 8 }, { recorded: 4, other: 5 }, { sms: 0.05 }), 'EUR').join(
      '\n',
    );
    expect(lines).toMatch(/messages by sms +8 +10 +\+2\n.*cost of messages, EUR +0\.40 +0\.50 +\+0\.10/);
    expect(lines).toContain('Only it would stop, for example:');
  });

  it('says so where there is nothing to compare', () => {
    expect(whatIfLines(whatIf(policy, 1).result(), messageCost({}, { recorded: 0, other: 0 }, {}), 'EUR')).toEqual([
      'There are no decisions in this time.',
    ]);
  });
});
