import type { Channel, Contacts } from '@countersign/events';
import type { ClaimedChallenge } from '../life/challenge-state.ts';
import type { Language } from '../message/catalogue.ts';
import type { MessageIdentity, Reader } from '../message/code-message.ts';

/** Channels that carry a message; an authenticator is sent nothing. */
export type MessageChannelName = Exclude<Channel, 'authenticator'>;

/** What a message says, before it has a recipient: only mail has a subject. `language`: of the text. */
export type Wording =
  | { readonly channel: 'email'; readonly subject: string; readonly text: string; readonly language: Language }
  | { readonly channel: 'sms' | 'voice'; readonly text: string; readonly language: Language };

/**
 * One way to carry a code to a customer. A channel is a folder `channels/<name>` with this, its test and its document, and a line
 * in `registry.ts`. How strong it is, and so its place in the order, says the list `channel` of `@countersign/events`.
 */
export interface MessageChannel {
  readonly name: MessageChannelName;
  /** The contact of an account that it reaches. */
  readonly contact: keyof Pick<Contacts, 'email' | 'phone'>;
  /**
   * The same arguments always give the same words (DEL-16). `reportUrl`: where the customer says "this wasn't me"; only mail names it,
   * a code on a phone comes without any link (OTP-33, OTP-34).
   */
  compose(
    challenge: Pick<ClaimedChallenge, 'terms' | 'expiresAtMs'>,
    code: string,
    identity: MessageIdentity,
    reader: Reader,
    reportUrl?: string,
  ): Wording;
}
