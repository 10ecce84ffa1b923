import { z } from 'zod';
import { digest, instant, text } from '../fields.ts';
import { money } from '../money.ts';

/** What a challenge is for. */
export const purpose = z.enum([
  'login',
  'high_value_purchase',
  'purchase_spike',
  'settings_change',
  'gift_card_redemption',
  'refund',
  'subscription',
  'password_reset',
  'delivery_handover',
]);
/** What a challenge is for. */
export type Purpose = z.infer<typeof purpose>;

/** How a code or request reaches the customer, strongest first (OTP-30). */
export const channel = z.enum(['authenticator', 'sms', 'voice', 'email']);
/** How a code or request reaches the customer. */
export type Channel = z.infer<typeof channel>;

/** What is approved and from where, in words that a customer can check; made from server data only (OTP-33). */
export const act = z.object({
  eventType: text(64),
  amount: money.optional(),
  payee: text(128).optional(),
  setting: text(64).optional(),
  item: text(128).optional(),
  place: text(128).optional(),
  device: text(128).optional(),
  /** Of a subscription: how often `amount` is charged, when first, and when its trial ends. */
  interval: z.enum(['day', 'week', 'month', 'quarter', 'year']).optional(),
  firstChargeAt: instant.optional(),
  trialEndsAt: instant.optional(),
  /** The place or device is new for the account: the customer is told how it ends (OTP-38). */
  newPlace: z.boolean().optional(),
});
/** What a customer approves, as it is decoded. */
export type Act = z.infer<typeof act>;

/** A request that the customer prove it is them. Value of `risk.challenges`, CloudEvents type `challenge.requested`. */
export const challenge = z.object({
  id: z.uuid(),
  decisionId: z.uuid(),
  eventId: text(256),
  accountId: text(128),
  purpose,
  act,
  /** Digest of what is approved; a verification must present the same one (OTP-32). */
  bindingDigest: digest,
  /** Pseudonyms of the challenged device and session. */
  device: text(64).optional(),
  session: text(64).optional(),
  /** Pseudonym of the IP address that the act came from. */
  ip: text(64).optional(),
  /** The owner proved this device before: it has budgets of its own (OTP-11). */
  deviceProved: z.boolean().optional(),
  /** Of a code that a courier types: the pseudonym of order and stop, and where the door is, in degrees (OTP-36). */
  handover: z
    .object({
      delivery: text(64),
      latitude: z.number().min(-90).max(90).optional(),
      longitude: z.number().min(-180).max(180).optional(),
    })
    .optional(),
  digits: z.int().min(6).max(10),
  channels: z.array(channel).min(1).max(4),
  createdAt: instant,
  expiresAt: instant,
});
/** A challenge as it is decoded. */
export type Challenge = z.infer<typeof challenge>;
