import { phoneArea } from '@countersign/challenge';
import { createPseudonyms } from '../pseudonyms.ts';
import type { NotifierPorts, NotifierSettings } from './notifier-ports.ts';
import type { PhoneConversion } from './phone-conversion.ts';
import type { SharedBudgets } from './shared-budgets.ts';

/** Why nothing is sent to a phone for now (OTP-35). */
export type PhoneRefusal = 'country_not_allowed' | 'conversion_too_low' | 'prefix_budget';

/** What speaks against an SMS or a call to a number; undefined: nothing. `id`: charged to the budget of its block, once. */
export type PhoneGuards = (
  address: { readonly channel: 'sms' | 'voice'; readonly to: string },
  id: string,
) => Promise<PhoneRefusal | undefined>;

/** Whether a number lies in an allowed country; one of no country never does. */
export const isAllowedPhone = (countries: readonly string[], to: string): boolean =>
  countries.includes(phoneArea(to).country ?? '');

/**
 * Guards against pumping: messages to numbers that somebody is paid for (OTP-35). Phones are reached in allowed countries only, and
 * there are none unless configured. What is free to ask comes before what charges.
 */
export function createPhoneGuards(
  { mac }: Pick<NotifierPorts, 'mac'>,
  { phoneCountries = [], observer }: Pick<NotifierSettings, 'phoneCountries' | 'observer'>,
  shared: SharedBudgets,
  conversion: PhoneConversion,
): PhoneGuards {
  const pseudonym = createPseudonyms(mac);
  const refusalOf: PhoneGuards = async ({ channel, to }, id) => {
    if (!isAllowedPhone(phoneCountries, to)) return 'country_not_allowed';
    const { prefix } = phoneArea(to);
    if (await conversion.isPumped(channel, to)) return 'conversion_too_low';
    return (await shared.reserve('prefix', pseudonym('destination', prefix), id)) ? undefined : 'prefix_budget';
  };
  return async (address, id) => {
    const refusal = await refusalOf(address, id);
    if (refusal !== undefined) observer.channelRefused(address.channel, refusal);
    return refusal;
  };
}
