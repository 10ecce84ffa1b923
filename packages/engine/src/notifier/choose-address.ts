import {
  type Address,
  type ClaimedChallenge,
  type Delivery,
  addressesFor,
  messageChannels,
  nextChannel,
} from '@countersign/challenge';
import type { Contacts } from '@countersign/events';
import { createPseudonyms } from '../pseudonyms.ts';
import { hasSender } from './hand-over.ts';
import type { NotifierPorts } from './notifier-ports.ts';
import type { SharedBudgets } from './shared-budgets.ts';

/** Where to send the newest code, and every address that may get it if this one fails; or why there is none. */
export type Chosen =
  | { readonly ok: true; readonly address: Address; readonly open: readonly Address[] }
  | { readonly ok: false; readonly reason: string };

/**
 * Picks the next address for the newest code of a challenge: by the channels that the policy allows, somebody carries and the account
 * has a contact for, of which nothing speaks against this one (OTP-11, OTP-30). May be called again for the same code.
 */
export function createChooseAddress(
  { senders, clock, mac }: Pick<NotifierPorts, 'senders' | 'clock' | 'mac'>,
  shared: SharedBudgets,
): (state: ClaimedChallenge, delivery: Delivery, contacts: Contacts | undefined) => Promise<Chosen> {
  const pseudonym = createPseudonyms(mac);

  const refusalOf = async ({ to }: Address, id: string): Promise<string | undefined> =>
    (await shared.reserve('destination', pseudonym('destination', to), id)) ? undefined : 'destination_budget';

  return async ({ terms, sendSeq }, delivery, contacts) => {
    const allowed = messageChannels.filter(({ name }) => terms.channels.includes(name) && hasSender(senders, name));
    const found = addressesFor(allowed, contacts, clock.now());
    if (!found.ok) return found;
    let open: readonly Address[] = found.addresses;
    let reason = delivery.lastFailure ?? 'no_channel';
    for (;;) {
      const channel = nextChannel(
        open.map((one) => one.channel),
        delivery,
      );
      const address = open.find((one) => one.channel === channel);
      if (address === undefined) return { ok: false, reason };
      const refusal = await refusalOf(address, `${terms.challengeId}.${sendSeq}`);
      if (refusal === undefined) return { ok: true, address, open };
      reason = refusal;
      open = open.filter((one) => one !== address);
    }
  };
}
