import type { z } from 'zod';
import type { AccountId, EpochMs } from './brands.ts';
import { accountCleared } from './event-types/account-cleared.ts';
import { accountErased } from './event-types/account-erased.ts';
import { accountCreated } from './event-types/account-created.ts';
import { credentialBreached } from './event-types/credential-breached.ts';
import { deliveryDispatched } from './event-types/delivery-dispatched.ts';
import { deliveryHandoverAttempted } from './event-types/delivery-handover-attempted.ts';
import { deliveryRescheduled } from './event-types/delivery-rescheduled.ts';
import { deviceRemoved } from './event-types/device-removed.ts';
import { giftCardIssued } from './event-types/gift-card-issued.ts';
import { giftCardRedemptionRequested } from './event-types/gift-card-redemption-requested.ts';
import { loginFailed } from './event-types/login-failed.ts';
import { loginSucceeded } from './event-types/login-succeeded.ts';
import { passwordResetRequested } from './event-types/password-reset-requested.ts';
import { purchaseRequested } from './event-types/purchase-requested.ts';
import { refundRequested } from './event-types/refund-requested.ts';
import { settingsChangeRequested } from './event-types/settings-change-requested.ts';
import { subscriptionStartRequested } from './event-types/subscription-start-requested.ts';

/** Schema of `data` for every event type of version 1, in the order of the documentation. */
export const eventTypes = {
  'login.succeeded': loginSucceeded,
  'login.failed': loginFailed,
  'password_reset.requested': passwordResetRequested,
  'credential.breached': credentialBreached,
  'account.created': accountCreated,
  'settings.change_requested': settingsChangeRequested,
  'purchase.requested': purchaseRequested,
  'gift_card.issued': giftCardIssued,
  'gift_card.redemption_requested': giftCardRedemptionRequested,
  'refund.requested': refundRequested,
  'subscription.start_requested': subscriptionStartRequested,
  'delivery.dispatched': deliveryDispatched,
  'delivery.rescheduled': deliveryRescheduled,
  'delivery.handover_attempted': deliveryHandoverAttempted,
  'account.cleared': accountCleared,
  'account.erased': accountErased,
  'device.removed': deviceRemoved,
} as const;

/** Name of an event type of version 1. */
export type EventType = keyof typeof eventTypes;
/** `data` of an event of type `T`, as it is decoded. */
export type EventData<T extends EventType> = z.infer<(typeof eventTypes)[T]>;

/** One decoded account event of type `T`; `accountId` is the CloudEvents `subject`, `time` the upstream's own time. */
export interface EventOf<T extends EventType> {
  readonly id: string;
  readonly source: string;
  readonly type: T;
  readonly accountId: AccountId;
  readonly time: EpochMs;
  readonly data: EventData<T>;
}

/** A decoded account event of any type, discriminated by `type`. */
export type AccountEvent = { [T in EventType]: EventOf<T> }[EventType];
