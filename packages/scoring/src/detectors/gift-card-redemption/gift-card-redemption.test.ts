import { expect, it } from 'vitest';
import { giftCard, minuteMs, owner, story } from '../../../test-support/story.ts';

it('counts the redemption itself once, and the failed codes of account, device and address', () => {
  const world = new Map();
  const bad = { ...giftCard('bad'), codeStatus: 'unknown' as const };
  story('other', undefined, world).act('gift_card.redemption_requested', bad, { ...owner, ip: '203.0.113.1' });
  const ana = story('ana', undefined, world);
  const told = ana.act('gift_card.redemption_requested', giftCard('good'));
  expect(told.features).toMatchObject({ giftCardTries1h: 1, giftCardFailures24h: 1, giftCardAccounts: 1 });
});

it('reads the face value where no amount is named, and says unknown where neither is', () => {
  const ana = story();
  expect(ana.act('gift_card.redemption_requested', giftCard('a', 120)).features['giftCardValue']).toBe(120);
  const bare = ana.act('gift_card.redemption_requested', { giftCard: { digest: 'digest-of-card-b' } });
  expect(bare.unknown).toMatchObject({ giftCardValue: 'not_supplied', giftCardAgeMinutes: 'not_supplied' });
});

it('remembers the last four cards issued on the account', () => {
  const ana = story();
  for (const name of ['a', 'b', 'c', 'd', 'e']) ana.act('gift_card.issued', giftCard(name));
  ana.wait(3 * minuteMs);
  expect(ana.act('gift_card.redemption_requested', giftCard('e')).features['giftCardAgeMinutes']).toBe(3);
  expect(ana.act('gift_card.redemption_requested', giftCard('a')).unknown['giftCardAgeMinutes']).toBe('not_supplied');
});
