import type { Actor } from './people.ts';
import { type Teller, hourMs } from './teller.ts';

/** Degrees; doors in the story's own street, 100 m, 600 m and some kilometres apart. */
export const doors = {
  home: { latitude: 38.7223, longitude: -9.1393 },
  gate: { latitude: 38.7232, longitude: -9.1393 },
  nextStreet: { latitude: 38.7283, longitude: -9.1393 },
  otherTown: { latitude: 38.7989, longitude: -9.3878 },
} as const;

/** One order at one stop, as the shop's own system publishes it: without a customer's device or address. */
export function order(tell: Teller, name: string) {
  return { orderId: tell.unique(`order-${name}`), stopId: tell.unique(`stop-${name}`) };
}

/** An order that leaves now and comes in the afternoon. */
export const dispatched = (tell: Teller, name: string, kind: 'parcel' | 'grocery', value: number) => ({
  ...order(tell, name),
  kind,
  value: { minor: Math.round(value * 100), currency: 'EUR' },
  place: doors.home,
  windowStart: tell.instant(4 * hourMs),
  windowEnd: tell.instant(8 * hourMs),
  timeZone: 'Europe/Lisbon',
});

/** The shop's system acting on a customer's order. */
export const shopFor = (customer: Actor): Actor => customer.without('deviceId', 'ip', 'userAgent', 'sessionId');
