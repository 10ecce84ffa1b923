import type { AccountEvent, EntityKeys, Place } from '@countersign/events';
import type { Mac } from '../ports/mac.ts';
import { type EventKeys, createPseudonyms } from '../pseudonyms.ts';
import { type Pseudonym, createContextKeys } from './context-keys.ts';

/** Gives the pseudonyms of account, device, addresses, cards and merchant that an event names. */
export type EventKeysOf = (event: AccountEvent) => EventKeys;

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** Pseudonyms under the keys of `mac`. */
export function createEventKeys(mac: Mac): EventKeysOf {
  const pseudonym = createPseudonyms(mac);
  const contextKeys = createContextKeys(pseudonym);
  return (event) => {
    const common = contextKeys(event.accountId, event.data.context);
    const more = keysBeside(event, pseudonym);
    return more === undefined ? common : { ...common, ...more };
  };
}

/** What an event names beside its context; undefined where its type never names anything. */
function keysBeside(event: AccountEvent, pseudonym: Pseudonym): EntityKeys | undefined {
  const keys: Mutable<EntityKeys> = {};
  switch (event.type) {
    case 'purchase.requested':
      if (event.data.merchant) keys.merchant = pseudonym('merchant', event.data.merchant.id);
      if (event.data.instrument) keys.instrument = pseudonym('instrument', event.data.instrument.digest);
      addressKey(event.data.shippingTo, keys, pseudonym);
      return keys;
    case 'account.created':
      if (event.data.instrument) keys.instrument = pseudonym('instrument', event.data.instrument.digest);
      addressKey(event.data.address, keys, pseudonym);
      return keys;
    case 'subscription.start_requested':
      if (event.data.instrument) keys.instrument = pseudonym('instrument', event.data.instrument.digest);
      return keys;
    case 'gift_card.issued':
    case 'gift_card.redemption_requested':
      keys.giftCard = pseudonym('gift_card', event.data.giftCard.digest);
      return keys;
    case 'refund.requested':
      if (event.data.target.digest) keys.instrument = pseudonym('instrument', event.data.target.digest);
      return keys;
    case 'delivery.dispatched':
      addressKey(event.data.place, keys, pseudonym);
      return keys;
    case 'device.removed':
      return { device: pseudonym('device', event.data.deviceId) };
    default:
      return undefined;
  }
}

function addressKey(place: Place | undefined, keys: Mutable<EntityKeys>, pseudonym: Pseudonym): void {
  if (place?.addressDigest !== undefined) keys.address = pseudonym('address', place.addressDigest);
}
