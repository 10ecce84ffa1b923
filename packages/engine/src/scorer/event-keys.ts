import type { AccountEvent, Context, Place } from '@countersign/events';
import { networkOf } from '../network-of.ts';
import type { EventKeys, PseudonymKind } from '../pseudonyms.ts';

type Pseudonym = (kind: PseudonymKind, value: string) => string;
type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** Pseudonyms of account, device, addresses, cards and merchant that an event names. */
export function eventKeys(event: AccountEvent, pseudonym: Pseudonym): EventKeys {
  const keys: Mutable<EventKeys> = { account: pseudonym('account', event.accountId) };
  contextKeys(event.data.context, keys, pseudonym);
  switch (event.type) {
    case 'purchase.requested':
      if (event.data.merchant) keys.merchant = pseudonym('merchant', event.data.merchant.id);
      if (event.data.instrument) keys.instrument = pseudonym('instrument', event.data.instrument.digest);
      addressKey(event.data.shippingTo, keys, pseudonym);
      break;
    case 'account.created':
      if (event.data.instrument) keys.instrument = pseudonym('instrument', event.data.instrument.digest);
      addressKey(event.data.address, keys, pseudonym);
      break;
    case 'subscription.start_requested':
      if (event.data.instrument) keys.instrument = pseudonym('instrument', event.data.instrument.digest);
      break;
    case 'gift_card.issued':
    case 'gift_card.redemption_requested':
      keys.giftCard = pseudonym('gift_card', event.data.giftCard.digest);
      break;
    case 'refund.requested':
      if (event.data.target.digest) keys.instrument = pseudonym('instrument', event.data.target.digest);
      break;
    case 'delivery.dispatched':
      addressKey(event.data.place, keys, pseudonym);
      break;
    default:
      break;
  }
  return keys;
}

function contextKeys(context: Context | undefined, keys: Mutable<EventKeys>, pseudonym: Pseudonym): void {
  if (context === undefined) return;
  if (context.deviceId !== undefined) keys.device = pseudonym('device', context.deviceId);
  if (context.sessionId !== undefined) keys.session = pseudonym('session', context.sessionId);
  if (context.ip === undefined) return;
  keys.ip = pseudonym('ip', context.ip);
  const network = networkOf(context.ip);
  if (network !== undefined) keys.network = pseudonym('network', network);
}

function addressKey(place: Place | undefined, keys: Mutable<EventKeys>, pseudonym: Pseudonym): void {
  if (place?.addressDigest !== undefined) keys.address = pseudonym('address', place.addressDigest);
}
