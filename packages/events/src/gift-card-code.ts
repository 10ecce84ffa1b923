const rawCode = /^[A-Z0-9]{3,6}([- ]?[A-Z0-9]{3,6}){2,5}$/;
const hasLettersAndDigitsOnly = /^[A-Z0-9 -]+$/;

/** Whether an event names a gift card by what looks like its code (short groups of capitals and digits) instead of a digest. */
export function holdsRawGiftCardCode(data: unknown): boolean {
  if (typeof data !== 'object' || data === null || !('giftCard' in data)) return false;
  const { giftCard } = data as { readonly giftCard: { readonly digest: string } };
  const { digest } = giftCard;
  return digest.length <= 30 && hasLettersAndDigitsOnly.test(digest) && rawCode.test(digest);
}
