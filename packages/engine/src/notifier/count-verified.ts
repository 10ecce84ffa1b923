import type { ClaimedChallenge } from '@countersign/challenge';
import type { ContactBook } from './contact-book.ts';
import type { NotifierObserver } from './notifier-observer.ts';
import type { PhoneConversion } from './phone-conversion.ts';

/**
 * Counts a right code for the area that it was sent to (OTP-35), beside the answer: nobody waits for it, and where it fails the area
 * looks a little worse than it is. The number is looked up again, for a challenge keeps none.
 */
export function createCountVerified(
  book: ContactBook,
  conversion: PhoneConversion,
  observer: Pick<NotifierObserver, 'failed'>,
): (state: ClaimedChallenge) => void {
  const count = async ({ terms, deliveredBy, deliveredAtMs }: ClaimedChallenge): Promise<void> => {
    if (deliveredBy !== 'sms' && deliveredBy !== 'voice') return;
    const to = (await book.find(terms.accountId))?.phone?.value;
    if (to !== undefined) await conversion.verified(deliveredBy, to, deliveredAtMs);
  };
  return (state) => void count(state).catch((error: unknown) => observer.failed('answer', error));
}
