import {
  type ClaimedChallenge,
  type KnownContacts,
  catalogueFor,
  deriveCode,
  messageChannels,
} from '@countersign/challenge';
import type { Message } from '../ports/message-sender.ts';
import type { Address } from './choose-address.ts';
import type { NotifierPorts, NotifierSettings } from './notifier-ports.ts';
import { createReportLinks } from './report-links.ts';

/** The message with the newest code of a challenge, in the words of its channel: the same again after a crash (DEL-16). */
export function composeMessage(
  state: ClaimedChallenge,
  { channel, to }: Address,
  contacts: KnownContacts | undefined,
  mac: NotifierPorts['mac'],
  { identity, publicUrl }: Pick<NotifierSettings, 'identity' | 'publicUrl'>,
): Message {
  const { terms, sendSeq, expiresAtMs } = state;
  const name = { challengeId: terms.challengeId, sendSeq };
  const code = deriveCode(name, terms.digits, terms.key, (input, kid) => mac.digest('code', input, kid));
  const reader = { language: contacts?.language, timeZone: contacts?.timeZone };
  const reportUrl = publicUrl === undefined ? undefined : reportUrlOf(publicUrl, terms, contacts?.language, mac);
  const wording = messageChannels
    .find((one) => one.name === channel)
    ?.compose(state, code, identity, reader, reportUrl);
  if (wording === undefined) throw new Error(`the channel ${channel} is not in the registry`);
  return { id: `${terms.challengeId}.${sendSeq}`, to, expiresAtMs, ...wording };
}

/** Where the notifier serves its page, below the public address. */
export const reportPath = '/not-me';

/** In the language of the message. */
function reportUrlOf(
  publicUrl: string,
  { challengeId, claimedAtMs }: ClaimedChallenge['terms'],
  language: string | undefined,
  mac: NotifierPorts['mac'],
): string {
  const token = createReportLinks(mac).token(challengeId, claimedAtMs);
  return `${publicUrl}${reportPath}/${token}?l=${catalogueFor(language).language}`;
}
