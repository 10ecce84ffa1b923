import { describe, expect, it } from 'vitest';
import { type Story, dayMs, euros, hourMs, story } from '../../../test-support/story.ts';

const card = (name: string) => ({ digest: `digest-of-card-${name}` });
const refund = (target: object, amount = 30) => ({
  kind: 'refund' as const,
  ...euros(amount),
  target: target as { kind: 'card'; digest?: string },
  originalInstrument: 'digest-of-card-own',
});

function paysWith(name: string): Story {
  const ana = story();
  for (let i = 0; i < 20; i += 1)
    ana.wait(2 * dayMs).act('purchase.requested', { ...euros(30 + i), instrument: card(name) });
  return ana;
}

describe('where the money goes', () => {
  it('is elsewhere only when it is not the instrument that paid', () => {
    const ana = paysWith('own');
    const to = (target: object) => ana.act('refund.requested', refund(target)).features['refundElsewhere'];
    expect(to({ kind: 'original' })).toBe(false);
    expect(to({ kind: 'card', ...card('own') })).toBe(false);
    expect(to({ kind: 'card', ...card('new') })).toBe(true);
    expect(to({ kind: 'bank_account' })).toBe(true);
  });

  it('knows another card of the owner, but none that was paid with today', () => {
    const ana = paysWith('second');
    expect(ana.act('refund.requested', refund({ kind: 'card', ...card('second') })).features).toMatchObject({
      refundElsewhere: true,
      refundTargetKnown: true,
    });
    ana.act('purchase.requested', { ...euros(5), instrument: card('fresh') });
    const soon = ana.wait(hourMs).act('refund.requested', refund({ kind: 'card', ...card('fresh') }));
    expect(soon.features).toMatchObject({ refundTargetKnown: false });
  });

  it('is known after the code was typed, and never by an allowed refund alone', () => {
    const ana = paysWith('own');
    const asked = ana.act('refund.requested', refund({ kind: 'card', ...card('new') }));
    expect(asked.action).toBe('challenge');
    ana.outcome('verified', asked);
    const again = ana.wait(dayMs).act('refund.requested', refund({ kind: 'card', ...card('new') }));
    expect(again.features['refundTargetKnown']).toBe(true);
    expect(again.action).toBe('allow');
  });

  it('is unknown, with a word, when upstream names no instrument', () => {
    expect(paysWith('own').act('refund.requested', refund({ kind: 'bank_account' })).unknown).toMatchObject({
      refundTargetKnown: 'not_supplied',
      refundTargetAccounts: 'not_supplied',
    });
  });
});

it('counts refunds by purchases, and this one once', () => {
  const ana = paysWith('own');
  const first = ana.act('refund.requested', refund({ kind: 'original' }));
  expect(first.features).toMatchObject({ refunds24h: 1, refundsFaded: 1 });
  expect(Number(first.features['refundShare'])).toBeLessThan(0.2);
});
