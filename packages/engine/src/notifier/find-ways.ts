import {
  type ClaimedChallenge,
  type KnownContacts,
  type Ways,
  messageChannels,
  waysToReach,
} from '@countersign/challenge';
import type { BouncedContacts } from './bounced-contacts.ts';
import { hasSender } from './hand-over.ts';
import type { NotifierPorts, NotifierSettings } from './notifier-ports.ts';
import type { PasswordResets } from './password-resets.ts';

/** Finds the messages that may bring a challenge's code to its customer now, the best first. Throws `store_unavailable`. */
export type FindWays = (state: Pick<ClaimedChallenge, 'terms'>, contacts: KnownContacts | undefined) => Promise<Ways>;

/** By the channels that the policy allows and somebody carries, and what speaks against each contact (OTP-30, OTP-31, OTP-39). */
export function createFindWays(
  { senders, clock }: Pick<NotifierPorts, 'senders' | 'clock'>,
  { quarantineMs }: Required<Pick<NotifierSettings, 'quarantineMs'>>,
  { bounced, resets }: { readonly bounced: BouncedContacts; readonly resets: PasswordResets },
): FindWays {
  const available = messageChannels.map(({ name }) => name).filter((name) => hasSender(senders, name));
  return async ({ terms }, contacts) => {
    const asked = available.filter((name) => terms.channels.includes(name));
    const [isBounced, reset] = await Promise.all([bounced.among(contacts, asked), resets.lastOf(terms.accountId)]);
    const reaching = {
      allowed: terms.channels,
      available,
      contacts,
      isSuppressed: isBounced,
      reset,
      setting: terms.act.setting,
      quarantineMs,
    };
    return waysToReach(reaching, clock.now());
  };
}
