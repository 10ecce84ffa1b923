import { describe, expect, it } from 'vitest';
import { holdsRawGiftCardCode } from './gift-card-code.ts';

const codes = [
  'ABCD-EFGH-2345-JKLM',
  'abcd-efgh-2345-jklm',
  'ABCD EFGH 2345 JKLM',
  'ABCDEFGHJKLMNPQR',
  '6006491234567890',
];
const digests = [
  'hmac-sha256:gift-card-0042',
  '0a41ffee00112233',
  'pV0x1yQ2-aB_9kLm7Zt3',
  '0A41FFEE001122334455667788990A41FFEE0011',
  'f4532015-1128-4036-8aaa-cde0f1a2b3c4',
];

describe('holdsRawGiftCardCode', () => {
  it.each(codes)('sees %s wherever a gift card is named', (digest) => {
    expect(holdsRawGiftCardCode({ giftCard: { digest } })).toBe(true);
    expect(holdsRawGiftCardCode({ instrument: { digest, kind: 'gift_card' } })).toBe(true);
    expect(holdsRawGiftCardCode({ target: { digest, kind: 'gift_card' } })).toBe(true);
    expect(holdsRawGiftCardCode({ instrument: { digest, kind: 'card' } })).toBe(false);
  });

  it.each(digests)('takes %s for a digest', (digest) =>
    expect(holdsRawGiftCardCode({ giftCard: { digest } })).toBe(false),
  );
});
