import type { EventType } from '@countersign/events';

/** Attempts that wait for a decision: upstream goes on only when allowed. */
export const acts: readonly EventType[] = [
  'login.succeeded',
  'password_reset.requested',
  'settings.change_requested',
  'purchase.requested',
  'gift_card.redemption_requested',
  'refund.requested',
  'subscription.start_requested',
];

/** A parcel or order on its way: what is decided is how it is handed over. */
export const deliveries: readonly EventType[] = [
  'delivery.dispatched',
  'delivery.rescheduled',
  'delivery.handover_attempted',
];

/** Acts that move money or hand over an account. */
export const sensitiveActs: readonly EventType[] = acts.filter((type) => type !== 'login.succeeded');
