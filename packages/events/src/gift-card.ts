import { z } from 'zod';
import { digest, instant, text } from './fields.ts';
import { money } from './money.ts';

/** A gift card, known by the keyed digest of its code only: the code itself is money and is refused (SEC-07). */
export const giftCard = z.object({
  digest,
  faceValue: money.optional(),
  issuedAt: instant.optional(),
  /** Account (or keyed digest of the address) that the buyer named as recipient. */
  intendedRecipient: text(128).optional(),
});
/** A gift card as it is decoded. */
export type GiftCard = z.infer<typeof giftCard>;
