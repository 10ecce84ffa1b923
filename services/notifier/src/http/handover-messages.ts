import { z } from 'zod';
import { status } from './messages.ts';

// The description of a field completes the sentence "<field> must be …" and stands in the OpenAPI document.

const text128 = z.string().min(1).max(128);
const orderId = text128.describe('the order as delivery.dispatched named it, a text of 1 to 128 characters');
const stopId = text128.describe('the stop as delivery.dispatched named it, a text of 1 to 128 characters');

/** Body of requests that say everything by the delivery. */
export const deliveryBody = z.strictObject({ orderId, stopId });

/** Body of what a courier types at the door. */
export const handoverBody = z.strictObject({
  orderId,
  stopId,
  code: z
    .string()
    .max(24)
    .transform((text) => text.normalize('NFKC').replace(/[\s-]/g, ''))
    .pipe(z.string().regex(/^\d{6,10}$/))
    .describe('a text of 6 to 10 digits, blanks and hyphens between them allowed'),
  courierId: text128.describe('who stands at the door, a text of 1 to 128 characters; its failed tries count together'),
  place: z
    .strictObject({
      latitude: z.number().min(-90).max(90).describe('degrees from -90 to 90'),
      longitude: z.number().min(-180).max(180).describe('degrees from -180 to 180'),
      accuracyM: z.number().min(0).max(100_000).optional().describe('metres from 0 to 100000; or left out'),
    })
    .optional()
    .describe(
      'where the courier stands, {"latitude", "longitude", "accuracyM"}; or left out where the phone does not know',
    ),
  receivedBy: z
    .enum(['recipient', 'delegate'])
    .default('recipient')
    .describe('recipient or delegate: who says the code; left out: recipient'),
  wasOffline: z
    .boolean()
    .default(false)
    .describe('true or false: whether the code was typed without a network and is sent later; left out: false'),
});

/** Body of a recipient's wish that somebody else may receive it. */
export const delegateBody = z.strictObject({
  orderId,
  stopId,
  name: z
    .string()
    .trim()
    .min(1)
    .max(64)
    .regex(/^[^\p{C}\p{Zl}\p{Zp}]*$/u)
    .describe('whom the courier may hand it to instead, a text of 1 to 64 characters without control characters'),
});

export const notHandedOver = z.strictObject({ result: z.enum(['rejected']) });
export const notHere = z.strictObject({
  result: z
    .enum(['wrong_address', 'no_delegate'])
    .describe('wrong_address: the courier stands elsewhere; no_delegate: the recipient named nobody'),
});
export const named = z.strictObject({ result: z.literal('named') });
export const handoverStatus = status.extend({
  delegate: z
    .string()
    .optional()
    .describe('who may receive it instead; while it is open, and where the recipient named somebody'),
});
