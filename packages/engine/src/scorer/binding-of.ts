import type { AccountEvent, EntityKeys } from '@countersign/events';
import type { Mac } from '../ports/mac.ts';

/**
 * Digest of what a challenge approves: event type, amount, payee or item, device and session (OTP-32). Another act has another
 * digest, so its verification presents another binding and fails. The same act asked for again has the same one, so it may share a
 * live code (OTP-11); where nothing but the event's id tells two acts apart, such as two purchases without an order, that counts.
 */
export function bindingDigest(event: AccountEvent, keys: EntityKeys, mac: Mac): string {
  const parts = [event.type, event.accountId, ...approved(event), keys.device ?? '', keys.session ?? ''];
  const input = parts.map((part) => `${part.length}:${part}`).join('|');
  return Buffer.from(mac.digest('binding', input)).toString('base64url');
}

function approved(event: AccountEvent): readonly string[] {
  switch (event.type) {
    case 'purchase.requested':
      return [money(event.data.amount), event.data.merchant?.id ?? '', event.data.orderId ?? event.id];
    case 'refund.requested':
      return [
        money(event.data.amount),
        event.data.target.kind,
        event.data.target.digest ?? '',
        event.data.orderId ?? event.id,
      ];
    case 'settings.change_requested':
      return [event.data.setting, event.data.action ?? ''];
    case 'subscription.start_requested':
      return [money(event.data.price), event.data.plan, event.data.interval];
    case 'gift_card.redemption_requested':
      return [event.data.amount === undefined ? '' : money(event.data.amount), event.data.giftCard.digest];
    case 'delivery.dispatched':
    case 'delivery.rescheduled':
    case 'delivery.handover_attempted':
      return [event.data.orderId, event.data.stopId];
    default:
      return [];
  }
}

const money = (amount: { readonly minor: number; readonly currency: string }): string =>
  `${amount.minor} ${amount.currency}`;
