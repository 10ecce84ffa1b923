import type { AccountEvent, Act, GiftCard, Money } from '@countersign/events';
import { type GeoAnswer, settingNameOf } from '@countersign/scoring';
import { agentOf } from './agent-of.ts';

/** What the customer is asked to approve, from where and on what, in words they can check (OTP-33). Server data only. */
export function actOf(event: AccountEvent, geo: GeoAnswer): Act {
  const place = placeWords(geo);
  const { userAgent } = event.data.context ?? {};
  const device = userAgent === undefined ? undefined : agentOf(userAgent).words;
  return {
    eventType: event.type,
    ...details(event),
    ...(place === undefined ? {} : { place }),
    ...(device === undefined ? {} : { device }),
  };
}

type Subscription = Extract<AccountEvent, { type: 'subscription.start_requested' }>['data'];
type Details = Partial<Omit<Act, 'eventType' | 'place' | 'device'>>;

function details(event: AccountEvent): Details {
  switch (event.type) {
    case 'purchase.requested':
      return { amount: event.data.amount, ...payee(event.data.merchant?.name ?? event.data.merchant?.id) };
    case 'refund.requested':
      return { amount: event.data.amount };
    case 'settings.change_requested':
      return { setting: settingNameOf(event.data) };
    case 'subscription.start_requested':
      return subscriptionDetails(event.data);
    case 'gift_card.redemption_requested':
      return giftCardDetails(event.data.giftCard, event.data.amount);
    case 'gift_card.issued':
      return giftCardDetails(event.data.giftCard, undefined);
    case 'delivery.dispatched':
      return { item: event.data.kind, ...(event.data.value === undefined ? {} : { amount: event.data.value }) };
    default:
      return {};
  }
}

const payee = (name: string | undefined): Details => (name === undefined ? {} : { payee: name.slice(0, 128) });

function subscriptionDetails({ price, plan, interval, firstChargeAt, trialEndsAt }: Subscription): Details {
  return {
    amount: price,
    item: plan,
    interval,
    ...(firstChargeAt === undefined ? {} : { firstChargeAt }),
    ...(trialEndsAt === undefined ? {} : { trialEndsAt }),
  };
}

function giftCardDetails(card: GiftCard, amount: Money | undefined): Details {
  const value = amount ?? card.faceValue;
  return value === undefined ? {} : { amount: value };
}

function placeWords(geo: GeoAnswer): string | undefined {
  if ('unknown' in geo) return undefined;
  return geo.city === undefined || geo.city === '' ? geo.country : `${geo.city}, ${geo.country}`;
}
