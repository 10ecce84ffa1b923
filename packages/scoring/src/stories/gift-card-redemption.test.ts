import { describe, expect, it } from 'vitest';
import { giftCard, hourMs, minuteMs, owner, story, thief } from '../../test-support/story.ts';

const wrongCode = (name: string) => ({ ...giftCard(name), codeStatus: 'unknown' as const });

describe('gift-card-redemption', () => {
  it('asks for a code on an unknown device, even at the first act of an account', () => {
    const redemption = story().act('gift_card.redemption_requested', giftCard('a'));
    expect(redemption.action).toBe('challenge');
    expect(redemption.challenge).toMatchObject({ purpose: 'gift_card_redemption', digits: 8 });
  });

  it('lets the benign twin redeem a present at home', () => {
    const ana = story();
    ana.livesQuietly(60);
    expect(ana.act('gift_card.redemption_requested', giftCard('present')).action).toBe('allow');
    expect(ana.wait(hourMs).act('gift_card.redemption_requested', giftCard('second')).action).toBe('allow');
  });

  it('finds velocity at home', () => {
    const ana = story();
    ana.livesQuietly(60);
    const told = Array.from({ length: 8 }, (_, i) =>
      ana.wait(minuteMs).act('gift_card.redemption_requested', giftCard(`v${i}`)),
    );
    expect(told.some((t) => t.action === 'challenge' && t.codes.includes('gift_card_velocity'))).toBe(true);
  });

  it('finds codes being guessed, by account and by device across accounts, but forgives two typing errors', () => {
    const ana = story();
    ana.livesQuietly(60);
    const told = Array.from({ length: 6 }, (_, i) =>
      ana.wait(20 * minuteMs).act('gift_card.redemption_requested', wrongCode(`g${i}`)),
    );
    expect(told[1]?.codes).not.toContain('gift_card_enumeration');
    expect(told[5]?.codes).toContain('gift_card_enumeration');
    expect(told[5]?.action).not.toBe('allow');

    const world = new Map();
    for (let i = 0; i < 6; i += 1)
      story(`mule${i}`, undefined, world).act('gift_card.redemption_requested', wrongCode(`w${i}`), thief);
    expect(
      story('mule7', undefined, world).act('gift_card.redemption_requested', giftCard('hit'), thief).codes,
    ).toContain('gift_card_enumeration');
  });

  it('finds a card that three accounts try, and allows giver and receiver', () => {
    const world = new Map();
    const tellers = ['giver', 'receiver', 'third'].map((name) => story(name, undefined, world));
    const told = tellers.map((teller, i) => {
      const home = { ...owner, device: `home-${i}` };
      teller.livesQuietly(30, home);
      return teller.act('gift_card.redemption_requested', giftCard('passed-around'), home);
    });
    expect(told.map((t) => t.action)).toEqual(['allow', 'allow', 'challenge']);
    expect(told[2]?.codes).toContain('gift_card_shared');
  });

  it('asks when a card is cashed within minutes of its issue, by its date or by our memory of it', () => {
    const ana = story();
    ana.livesQuietly(60);
    const bought = { giftCard: { digest: 'digest-of-card-fresh', faceValue: { minor: 5_000, currency: 'EUR' } } };
    ana.act('gift_card.issued', bought);
    const soon = ana.wait(2 * minuteMs).act('gift_card.redemption_requested', { ...bought, codeStatus: 'valid' });
    expect(soon.action).toBe('challenge');
    expect(soon.codes).toContain('gift_card_fresh');
    expect(
      ana.wait(hourMs).act('gift_card.redemption_requested', { ...bought, codeStatus: 'valid' }).codes,
    ).not.toContain('gift_card_fresh');
    const issuedAt = new Date(ana.nowMs - minuteMs).toISOString();
    const dated = { giftCard: { digest: 'digest-of-card-dated', issuedAt } };
    expect(ana.act('gift_card.redemption_requested', dated).codes).toContain('gift_card_fresh');
  });

  it('asks for 500 EUR and more', () => {
    const ana = story();
    ana.livesQuietly(60);
    expect(ana.act('gift_card.redemption_requested', giftCard('rich', 500)).action).toBe('challenge');
  });
});
