import type { EventType } from '@countersign/events';

/** Events that may teach device and place: acts of the customer that somebody with the right password made. */
export const teachingTypes: ReadonlySet<EventType> = new Set<EventType>([
  'login.succeeded',
  'account.created',
  'settings.change_requested',
  'purchase.requested',
  'gift_card.redemption_requested',
  'refund.requested',
  'subscription.start_requested',
]);
