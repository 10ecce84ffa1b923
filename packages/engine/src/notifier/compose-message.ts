import { type ClaimedChallenge, type KnownContacts, deriveCode, messageChannels } from '@countersign/challenge';
import type { Message } from '../ports/message-sender.ts';
import type { Address } from './choose-address.ts';
import type { NotifierPorts, NotifierSettings } from './notifier-ports.ts';

/** The message with the newest code of a challenge, in the words of its channel: the same again after a crash (DEL-16). */
export function composeMessage(
  state: ClaimedChallenge,
  { channel, to }: Address,
  contacts: KnownContacts | undefined,
  mac: NotifierPorts['mac'],
  identity: NotifierSettings['identity'],
): Message {
  const { terms, sendSeq } = state;
  const name = { challengeId: terms.challengeId, sendSeq };
  const code = deriveCode(name, terms.digits, terms.key, (input, kid) => mac.digest('code', input, kid));
  const reader = { language: contacts?.language, timeZone: contacts?.timeZone };
  const wording = messageChannels.find((one) => one.name === channel)?.compose(state, code, identity, reader);
  if (wording === undefined) throw new Error(`the channel ${channel} is not in the registry`);
  return { id: `${terms.challengeId}.${sendSeq}`, to, ...wording };
}
