import { type AccountEvent, type EventType, accountId, epochMs, eventTypes, exampleEvent } from '@countersign/events';
import { describe, expect, it } from 'vitest';
import { type Fact, eventFields, factsOf } from './event-facts.ts';

const types = Object.keys(eventTypes) as EventType[];

/** The slow way: every path of every field, in the data of whatever type. */
function factsBySearch(data: unknown): Record<string, Fact> {
  const at = (path: readonly string[]): unknown =>
    path.reduce<unknown>((value, name) => (value as Record<string, unknown> | undefined)?.[name], data);
  const found: Record<string, Fact> = {};
  for (const [name, { type, paths }] of Object.entries(eventFields)) {
    const value = paths.map(at).find((one) => one !== undefined);
    const kind = type === 'int' || type === 'double' ? 'number' : type === 'bool' ? 'boolean' : 'string';
    if (typeof value === kind) found[name] = value as Fact;
  }
  return found;
}

describe('facts of an event', () => {
  it.each(types)('%s: what its schema can hold is found, in the same order', (type) => {
    const { data } = exampleEvent(type, { nowMs: 0, id: 'e', accountId: 'a' });
    const event = { id: 'e', source: 's', type, accountId: accountId('a'), time: epochMs(0), data } as AccountEvent;
    const { fields } = factsOf(event, {}, 0);
    expect(JSON.stringify(fields)).toBe(JSON.stringify(factsBySearch(data)));
  });

  it('takes the first place that an amount can stand in', () => {
    const giftCard = { digest: 'hmac-sha256:abcdefgh', faceValue: { minor: 5, currency: 'USD' } };
    const data = { context: {}, giftCard, amount: { minor: 7, currency: 'EUR' } };
    const base = { id: 'e', source: 's', accountId: accountId('a'), time: epochMs(0) };
    const redeemed: AccountEvent = { ...base, type: 'gift_card.redemption_requested', data };
    expect(factsOf(redeemed, {}, 0).fields).toEqual({ 'amount.minor': 7, 'amount.currency': 'EUR' });
    const issued: AccountEvent = { ...base, type: 'gift_card.issued', data: { giftCard } };
    expect(factsOf(issued, {}, 0).fields).toEqual({ 'amount.minor': 5, 'amount.currency': 'USD' });
  });
});
