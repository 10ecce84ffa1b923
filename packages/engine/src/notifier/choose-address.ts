import {
  type ClaimedChallenge,
  type Delivery,
  type KnownContacts,
  type MessageChannelName,
  type Way,
  nextChannel,
} from '@countersign/challenge';
import { createPseudonyms } from '../pseudonyms.ts';
import type { AccountKnowledge } from './account-knowledge.ts';
import type { FindWays } from './find-ways.ts';
import type { NotifierPorts, NotifierSettings } from './notifier-ports.ts';

/** A contact and the channel that leads there. */
export type Address = Extract<Way, { readonly channel: MessageChannelName }>;

/** Where to send the newest code, and every address that may get it if this one fails; or why there is none. */
export type Chosen =
  | { readonly ok: true; readonly address: Address; readonly open: readonly Address[] }
  | { readonly ok: false; readonly reason: string };

/**
 * Picks the next address for the newest code of a challenge: of the ways that are open the next one that its budget allows (OTP-11,
 * OTP-30). May be called again for the same code.
 */
export function createChooseAddress(
  { mac }: Pick<NotifierPorts, 'mac'>,
  { observer }: Pick<NotifierSettings, 'observer'>,
  findWays: FindWays,
  { shared, guards }: Pick<AccountKnowledge, 'shared' | 'guards'>,
): (state: ClaimedChallenge, delivery: Delivery, contacts: KnownContacts | undefined) => Promise<Chosen> {
  const pseudonym = createPseudonyms(mac);

  const refusalOf = async ({ channel, to }: Address, id: string): Promise<string | undefined> => {
    const ofPhone = channel === 'email' ? undefined : await guards({ channel, to }, id);
    if (ofPhone !== undefined) return ofPhone;
    if (await shared.reserve('destination', pseudonym('destination', to), id)) return undefined;
    observer.channelRefused(channel, 'destination_budget');
    return 'destination_budget';
  };

  return async (state, delivery, contacts) => {
    const found = await findWays(state, contacts);
    if (!found.ok) return found;
    let open: readonly Address[] = found.ways.filter((way) => way.channel !== 'authenticator');
    let reason = delivery.lastFailure ?? 'no_channel';
    for (;;) {
      const channel = nextChannel(
        open.map((one) => one.channel),
        delivery,
      );
      const address = open.find((one) => one.channel === channel);
      if (address === undefined) return { ok: false, reason };
      const refusal = await refusalOf(address, `${state.terms.challengeId}.${state.sendSeq}`);
      if (refusal === undefined) return { ok: true, address, open };
      reason = refusal;
      open = open.filter((one) => one !== address);
    }
  };
}
