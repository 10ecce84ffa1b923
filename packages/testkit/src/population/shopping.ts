import { dayMs, hourMs, isGiftSeason, minuteMs } from './calendar.ts';
import type { Chance } from './chance.ts';
import type { Diary } from './diary.ts';
import { type Category, businessCategories, merchantOf, moneyOf, purchasesOfYears } from './market.ts';
import type { Person } from './person.ts';
import type { Session } from './sessions.ts';

/** Somebody's shopping over the year. */
export interface Shopping {
  /** Buys something in a session, with all that follows: parcel, perhaps a return. */
  buy(session: Session, timeMs: number): void;
  /** Buys what is bought once in years. */
  buyForYears(session: Session, timeMs: number): void;
}

/** From here on a purchase is one to remember, whatever else is bought (EUR); for a business from higher up. */
const memorableEuros = 700;
const memorableForBusiness = 900;

export function shoppingOf(chance: Chance, person: Person, diary: Diary): Shopping {
  const { character, accountId } = person;
  const favourites = Array.from({ length: 4 }, () => Math.floor(60 * chance.next() ** 2));
  const tastes = person.isBusiness ? businessCategories.map((one) => [one, one.share] as const) : character.tastes;
  let orders = 0;

  const order = (session: Session, timeMs: number, category: Category, euros: number, why: string): void => {
    orders += 1;
    const orderId = `order-${person.actorId ?? accountId}-${orders}`;
    const amount = moneyOf(euros, session.country);
    const digest = person.card.at(timeMs);
    const { country, city, addressDigest } = person.home.at(timeMs);
    const place = { country: country.code, region: city.region, city: city.name, addressDigest };
    const shippingTo = category.delivery === 'none' ? {} : { shippingTo: place };
    const data = {
      context: session.context,
      orderId,
      amount,
      merchant: merchantOf(chance, session.country, category, favourites),
      instrument: { digest, kind: 'card' as const },
      ...shippingTo,
    };
    diary.note(accountId, timeMs, 'purchase.requested', data, `${why} (${session.where})`);
    const bought = { orderId, amount, digest, category };
    if (category.delivery !== 'none') deliver(chance, person, diary, timeMs, bought);
    if (chance.chance(category.returned * character.refundShare * 10)) sendBack(chance, person, diary, timeMs, bought);
  };
  return {
    buy(session, timeMs) {
      const category = chance.weighted(tastes);
      const isGift = !person.isBusiness && isGiftSeason(timeMs) && chance.chance(0.3);
      const factor = character.purse * (isGift ? 1.4 : 1);
      const euros = chance.around(category.medianEuros * factor, category.lnSpread);
      if (euros >= (person.isBusiness ? memorableForBusiness : memorableEuros)) {
        diary.changed(accountId, timeMs, 'purchase of years', `${category.name} for ${Math.round(euros)} EUR`);
      }
      order(session, timeMs, category, euros, isGift ? `buys a gift: ${category.name}` : `buys ${category.name}`);
    },
    buyForYears(session, timeMs) {
      const category = chance.weighted(purchasesOfYears.map((one) => [one, one.share] as const));
      const euros = chance.around(category.medianEuros, category.lnSpread) * Math.sqrt(character.purse);
      diary.changed(accountId, timeMs, 'purchase of years', `${category.name} for ${Math.round(euros)} EUR`);
      order(session, timeMs, category, euros, `buys what one buys once in years: ${category.name}`);
    },
  };
}

interface Bought {
  readonly orderId: string;
  readonly amount: { readonly minor: number; readonly currency: string };
  readonly digest: string;
  readonly category: Category;
}

function deliver(chance: Chance, person: Person, diary: Diary, timeMs: number, bought: Bought): void {
  const { accountId } = person;
  const isGrocery = bought.category.delivery === 'grocery';
  const atMs = timeMs + (isGrocery ? chance.between(3, 20) * hourMs : chance.between(0.6, 4) * dayMs);
  const arrivesMs = atMs + (isGrocery ? chance.between(0.5, 2) : chance.between(6, 40)) * hourMs;
  const { country, city, addressDigest } = person.home.at(arrivesMs);
  const place = { latitude: city.latitude, longitude: city.longitude, country: country.code, city: city.name };
  const stop = { orderId: bought.orderId, stopId: `stop-${bought.orderId}` };
  const window = {
    windowStart: new Date(arrivesMs - 2 * hourMs).toISOString(),
    windowEnd: new Date(arrivesMs + 2 * hourMs).toISOString(),
  };
  const kind = isGrocery ? ('grocery' as const) : ('parcel' as const);
  const dispatched = { ...stop, ...window, kind, value: bought.amount, place: { ...place, addressDigest } };
  diary.note(accountId, atMs, 'delivery.dispatched', dispatched, 'the order leaves');
  if (chance.chance(0.05)) {
    const later = { ...stop, windowStart: window.windowEnd, windowEnd: new Date(arrivesMs + dayMs).toISOString() };
    diary.note(accountId, atMs + 20 * minuteMs, 'delivery.rescheduled', later, 'nobody will be in');
  }
  // Couriers scan at the door, within what a phone knows of its place; now and then while still around the corner.
  const metres = chance.chance(0.02) ? chance.between(200, 900) : Math.abs(chance.normal()) * 40;
  const courierPlace = { ...place, latitude: place.latitude + metres / 111_000 };
  const handover = { ...stop, courierId: `courier-${chance.below(40)}`, place: courierPlace };
  diary.note(accountId, arrivesMs, 'delivery.handover_attempted', handover, 'the courier rings');
}

function sendBack(chance: Chance, person: Person, diary: Diary, timeMs: number, bought: Bought): void {
  const atMs = timeMs + chance.between(3, 25) * dayMs;
  const device = person.phone.at(atMs);
  const context = {
    ip: person.home.at(atMs).line.addressAt(atMs),
    userAgent: device.userAgentAt(atMs),
    deviceId: device.id,
    channel: device.channel,
    ...(person.actorId === undefined ? {} : { actorId: person.actorId }),
  };
  const how = chance.weighted([
    ['original', 0.93],
    ['gift_card', 0.06],
    ['bank_account', 0.01],
  ] as const);
  const digest = how === 'original' ? bought.digest : `${how}-of-${person.accountId}-${chance.letters(8)}`;
  if (how !== 'original') diary.changed(person.accountId, atMs - 1, 'refund elsewhere', how);
  const data = {
    context,
    kind: chance.chance(0.7) ? ('return' as const) : ('refund' as const),
    orderId: bought.orderId,
    amount: bought.amount,
    target: { kind: how, digest },
    originalInstrument: bought.digest,
  };
  diary.note(person.accountId, atMs, 'refund.requested', data, `sends ${bought.category.name} back (${device.kind})`);
}
