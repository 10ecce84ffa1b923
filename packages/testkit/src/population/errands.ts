import type { Setting } from '@countersign/events';
import { dayMs, minuteMs, yearEndMs, yearStartMs } from './calendar.ts';
import type { Chance } from './chance.ts';
import type { Diary } from './diary.ts';
import { moneyOf } from './market.ts';
import type { Person } from './person.ts';
import { type Session, sessionAt } from './sessions.ts';
import { forgetPassword, signIn } from './signing-in.ts';

/** How often in a year people change what; an address more often than a second factor. */
const changesAYear: readonly (readonly [Setting, number])[] = [
  ['payment_method', 0.35],
  ['shipping_address', 0.3],
  ['password', 0.2],
  ['phone', 0.08],
  ['email', 0.05],
  ['payout', 0.03],
  ['mfa', 0.06],
  ['name', 0.04],
];

/** Whoever changes these expects to be asked; a card or an address is changed without a thought. */
const weighty: ReadonlySet<Setting> = new Set<Setting>(['email', 'phone', 'password', 'payout', 'mfa']);

/** What people do besides shopping, at times of their own. */
export function runErrands(chance: Chance, person: Person, diary: Diary): void {
  for (const [setting, mean] of changesAYear) {
    for (const session of errands(chance, person, mean)) changeSetting(chance, person, diary, session, setting);
  }
  for (const session of errands(chance, person, 0.25)) forgetPassword(chance, person, diary, session);
  for (const session of errands(chance, person, 0.7)) subscribe(chance, person, diary, session);
  for (const session of errands(chance, person, 0.4)) giveGiftCard(chance, person, diary, session);
  for (const session of errands(chance, person, 0.5)) redeemGiftCard(chance, person, diary, session);
  // What was found under the tree.
  if (chance.chance(0.25)) {
    const timeMs = yearEndMs - chance.between(0.5, 6) * dayMs;
    redeemGiftCard(chance, person, diary, sessionAt(chance, person, timeMs));
  }
}

/** Sets a setting anew, as somebody who just signed in does. */
export function changeSetting(chance: Chance, person: Person, diary: Diary, session: Session, setting: Setting): void {
  const atMs = signIn(chance, person, diary, session);
  const { accountId } = person;
  if (weighty.has(setting)) diary.changed(accountId, atMs - 1, 'changed setting', setting);
  const data = {
    context: session.context,
    setting,
    action: setting === 'mfa' ? ('add' as const) : ('change' as const),
  };
  diary.note(accountId, atMs, 'settings.change_requested', data, `changes ${setting} (${session.where})`);
  if (setting === 'payment_method') person.card.change(atMs, `card-of-${accountId}-${chance.letters(8)}`);
}

/** Sessions for something that happens so often in a year, since the person is there. */
function errands(chance: Chance, person: Person, mean: number): readonly Session[] {
  const fromMs = Math.max(yearStartMs, person.fromMs + dayMs);
  const times = Array.from({ length: chance.times(mean) }, () => chance.between(fromMs, yearEndMs));
  return times.map((timeMs) => sessionAt(chance, person, timeMs));
}

function subscribe(chance: Chance, person: Person, diary: Diary, session: Session): void {
  const atMs = signIn(chance, person, diary, session);
  const trialEndsAt = chance.chance(0.4) ? { trialEndsAt: new Date(atMs + 14 * dayMs).toISOString() } : {};
  const data = {
    context: session.context,
    plan: `plan-${chance.below(12)}`,
    price: moneyOf(chance.pick([4.99, 7.99, 9.99, 12.99, 17.99]), person.home.at(atMs).country),
    interval: 'month' as const,
    instrument: { digest: person.card.at(atMs), kind: 'card' as const },
    ...trialEndsAt,
  };
  diary.changed(person.accountId, atMs - 1, 'new subscription', data.plan);
  diary.note(person.accountId, atMs, 'subscription.start_requested', data, `subscribes (${session.where})`);
}

const faceValues = [15, 20, 25, 25, 50, 50, 50, 75, 100, 150];

function giveGiftCard(chance: Chance, person: Person, diary: Diary, session: Session): void {
  const atMs = signIn(chance, person, diary, session);
  const { country } = person.home.at(atMs);
  const amount = moneyOf(chance.pick(faceValues), country);
  const orderId = `order-gift-${person.accountId}-${chance.letters(6)}`;
  const merchant = { id: `${country.code.toLowerCase()}-gift-cards`, name: 'gift cards', category: 'gift-cards' };
  const instrument = { digest: person.card.at(atMs), kind: 'card' as const };
  const purchase = { context: session.context, orderId, amount, merchant, instrument };
  diary.note(
    person.accountId,
    atMs,
    'purchase.requested',
    purchase,
    `buys a gift card for somebody (${session.where})`,
  );
  const giftCard = { digest: cardDigest(chance), faceValue: amount, issuedAt: new Date(atMs + minuteMs).toISOString() };
  diary.note(person.accountId, atMs + 2 * minuteMs, 'gift_card.issued', { giftCard, orderId }, 'the gift card is sent');
}

function redeemGiftCard(chance: Chance, person: Person, diary: Diary, session: Session): void {
  let atMs = signIn(chance, person, diary, session);
  const { context, where } = session;
  const amount = moneyOf(chance.pick(faceValues), person.home.at(atMs).country);
  // Most wait for days, some for months, a few stand at the checkout.
  const issuedAt = new Date(atMs - chance.around(4 * dayMs, 1.7)).toISOString();
  if (chance.chance(0.12)) {
    const mistyped = { context, giftCard: { digest: cardDigest(chance) }, codeStatus: 'unknown' as const };
    diary.note(person.accountId, atMs, 'gift_card.redemption_requested', mistyped, `mistypes a code (${where})`);
    atMs += chance.between(0.3, 2) * minuteMs;
  }
  const giftCard = { digest: cardDigest(chance), faceValue: amount, issuedAt };
  const data = { context, giftCard, amount, codeStatus: 'valid' as const };
  diary.note(person.accountId, atMs, 'gift_card.redemption_requested', data, `redeems a present (${where})`);
}

/** A keyed digest as upstream would send it. */
export const cardDigest = (chance: Chance): string => `gift-card-${chance.letters(20)}`;
