import { type Decision, eventTypeNames } from '@countersign/events';
import { loadPolicy } from '@countersign/scorer';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { connectionTo, decided } from '../../test-support/decided.ts';
import { type DecisionWish, isWished } from './decision-filter.ts';
import { searchDecisions } from './search-decisions.ts';

const policy = loadPolicy();
const past = Array.from({ length: 25 }, (_, at) =>
  decided(policy, {
    at,
    accountId: ['ana', 'ben "b"', 'chloé'][at % 3] ?? '',
    eventType: at % 5 === 0 ? 'gift_card.redemption_requested' : 'login.succeeded',
    features: { learning: 1, deviceKnown: at % 4 === 0, countryKnown: at % 7 !== 0, country: 'AT', usualCountry: 'DE' },
    keys: { device: `device-${at % 4}` },
  }),
);

async function found(
  wish: DecisionWish,
  limit = 100,
  sinceMs = Number.NEGATIVE_INFINITY,
): Promise<readonly Decision[]> {
  const list: Decision[] = [];
  for await (const one of searchDecisions(connectionTo(past), wish, { sinceMs, limit, progress: () => {} }))
    list.push(one);
  return list;
}

describe('search', () => {
  it('finds all that is like it, and nothing else, the newest first', async () => {
    const wish = fc.record(
      {
        account: fc.constantFrom('ana', 'ben "b"', 'chloé', 'dora'),
        reason: fc.constantFrom('new_device', 'new_country', 'known_device'),
        action: fc.constantFrom('allow', 'challenge', 'hold'),
        type: fc.constantFrom(...eventTypeNames),
        minScore: fc.integer({ min: 0, max: 100 }),
        keys: fc.constantFrom(['device-1'], ['device-1', 'device-2']),
        untilMs: fc.constantFrom(Date.parse(past[12]?.logTime ?? '')),
      },
      { requiredKeys: [] },
    );
    await fc.assert(
      fc.asyncProperty(wish, async (drawn) => {
        const expected = past.filter((decision) => isWished(decision, drawn)).toReversed();
        expect(await found(drawn)).toEqual(expected);
      }),
    );
  });

  it('looks no further back than it is told, and stops at the limit', async () => {
    expect((await found({}, 4)).map(({ eventId }) => eventId)).toEqual(['e24', 'e23', 'e22', 'e21']);
    expect(await found({}, 100, Date.parse(past[20]?.logTime ?? ''))).toHaveLength(5);
    expect(await found({ account: 'ana' }, 2)).toHaveLength(2);
  });

  it('finds a rule that acted and one that added points', () => {
    const [decision] = past;
    if (decision === undefined) return expect.fail();
    const acted = { ...decision, rules: [{ id: 'big', effect: 'review', state: 'applied' }] } as Decision;
    const added = { ...decision, reasons: [{ code: 'rule:big', points: 2 }] };
    expect([acted, added, decision].map((one) => isWished(one, { rule: 'big' }))).toEqual([true, true, false]);
  });
});
