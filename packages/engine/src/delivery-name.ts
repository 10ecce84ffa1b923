import type { Mac } from './ports/mac.ts';

/** One stop of one order, as upstream names them. */
export interface Delivery {
  readonly orderId: string;
  readonly stopId: string;
}

const bytesKept = 12;

/** The pseudonym by which scorer and notifier know a delivery: no order's number travels with a challenge (SEC-07). */
export const deliveryName = (mac: Pick<Mac, 'digest'>, { orderId, stopId }: Delivery): string =>
  Buffer.from(
    mac.digest('pseudonym', `delivery|${orderId.length}:${orderId}|${stopId}`).subarray(0, bytesKept),
  ).toString('base64url');
