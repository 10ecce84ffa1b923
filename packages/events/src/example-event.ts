import { type EventData, type EventType, eventTypes } from './account-event.ts';

/** What an example event is about. Times in milliseconds since 1970. */
export interface ExampleOptions {
  readonly nowMs: number;
  readonly id: string;
  readonly accountId: string;
}

/** A CloudEvent as upstream would publish it, in structured JSON. */
export interface ExampleEvent {
  readonly specversion: '1.0';
  readonly id: string;
  readonly source: string;
  readonly type: EventType;
  readonly subject: string;
  readonly time: string;
  readonly datacontenttype: 'application/json';
  readonly data: unknown;
}

/** A realistic, valid event of a type; addresses and names are those reserved for documentation. */
export function exampleEvent(type: EventType, { nowMs, id, accountId }: ExampleOptions): ExampleEvent {
  return {
    specversion: '1.0',
    id,
    source: 'example-shop/checkout',
    type,
    subject: accountId,
    time: new Date(nowMs).toISOString(),
    datacontenttype: 'application/json',
    data: exampleData(nowMs)[type],
  };
}

/** The names of all event types, in the order of the documentation. */
export const eventTypeNames = Object.keys(eventTypes) as readonly EventType[];

const minuteMs = 60_000;
const dayMs = 86_400_000;

function exampleData(nowMs: number): { readonly [T in EventType]: EventData<T> } {
  const context = {
    ip: '203.0.113.7',
    userAgent:
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36',
    deviceId: 'device-never-seen-before',
    sessionId: 'session-7f3a9c',
    channel: 'web',
  } as const;
  const at = (offsetMs: number): string => new Date(nowMs + offsetMs).toISOString();
  const instrument = { digest: 'hmac-sha256:q1w2e3r4t5z6', kind: 'card' } as const;
  const home = {
    latitude: 48.21,
    longitude: 16.37,
    country: 'AT',
    city: 'Vienna',
    addressDigest: 'hmac-sha256:home-address',
  };
  const giftCard = {
    digest: 'hmac-sha256:gift-card-0042',
    faceValue: { minor: 10_000, currency: 'EUR' },
    issuedAt: at(-10 * dayMs),
  };
  const delivery = { orderId: 'order-1042', stopId: 'stop-7' };
  return {
    'login.succeeded': { context, method: 'password' },
    'login.failed': { context, reason: 'wrong_password' },
    'password_reset.requested': { context, channel: 'email' },
    'credential.breached': { breach: 'example-breach-2026', breachedAt: at(-30 * dayMs), current: true },
    'account.created': { context, instrument, address: home },
    'settings.change_requested': { context, setting: 'email', action: 'change' },
    'purchase.requested': {
      context,
      orderId: 'order-1042',
      amount: { minor: 189_900, currency: 'EUR' },
      merchant: { id: 'example-shop', name: 'Example Shop', category: 'electronics' },
      shippingTo: home,
      instrument,
      items: [{ category: 'laptop', value: { minor: 189_900, currency: 'EUR' }, quantity: 1 }],
    },
    'gift_card.issued': { context, giftCard, orderId: 'order-1041' },
    'gift_card.redemption_requested': {
      context,
      giftCard,
      amount: { minor: 10_000, currency: 'EUR' },
      codeStatus: 'valid',
    },
    'refund.requested': {
      context,
      kind: 'refund',
      orderId: 'order-1042',
      amount: { minor: 189_900, currency: 'EUR' },
      target: { kind: 'bank_account', digest: 'hmac-sha256:another-account' },
      originalInstrument: instrument.digest,
    },
    'subscription.start_requested': {
      context,
      plan: 'plus-monthly',
      price: { minor: 1_299, currency: 'EUR' },
      interval: 'month',
      firstChargeAt: at(14 * dayMs),
      trialEndsAt: at(14 * dayMs),
      instrument,
    },
    'delivery.dispatched': {
      ...delivery,
      kind: 'parcel',
      value: { minor: 189_900, currency: 'EUR' },
      place: home,
      windowStart: at(6 * 60 * minuteMs),
      windowEnd: at(10 * 60 * minuteMs),
      timeZone: 'Europe/Vienna',
    },
    'delivery.rescheduled': { ...delivery, windowStart: at(dayMs), windowEnd: at(dayMs + 4 * 60 * minuteMs) },
    'delivery.handover_attempted': { ...delivery, courierId: 'courier-12', place: home },
    'account.cleared': { clearedBy: 'support-agent-4', note: 'Spoke with the owner, who confirmed the new device.' },
    'account.erased': { requestedBy: 'privacy-desk' },
    'device.removed': { deviceId: 'device-never-seen-before' },
  };
}
