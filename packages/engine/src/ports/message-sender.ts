import type { MessageChannelName, Wording } from '@countersign/challenge';

interface Addressed {
  /** challengeId.sendSeq: the same id always carries the same code. */
  readonly id: string;
  /** An e-mail address, or a phone number in E.164 (`+431234567`). */
  readonly to: string;
  /** Epoch milliseconds when it is worth nothing any more: nobody should get it later. */
  readonly expiresAtMs: number;
}

/** A message ready to go, to a mailbox. */
export type EmailMessage = Extract<Wording, { readonly channel: 'email' }> & Addressed;
/** A message ready to go, to be shown on a phone or read out to it: text without a subject. */
export type PhoneMessage = Exclude<Wording, { readonly channel: 'email' }> & Addressed;
/** A message ready to go. */
export type Message = EmailMessage | PhoneMessage;

/**
 * What a provider said. `retry`: the same message may well be taken later. Without it this channel is given up for the code, and
 * another one is tried. `invalid_recipient` says more: the address itself is dead, so nothing should be sent there again.
 */
export type SendResult =
  | { readonly ok: true; readonly providerId?: string }
  | {
      readonly ok: false;
      readonly retry: boolean;
      readonly reason: 'rejected' | 'unreachable' | 'invalid_recipient' | 'timeout';
    };

/**
 * Hands messages to a provider. To its implementer: the message id is Message-ID and idempotency key;
 * never throw for what the provider said; give up after 10 s; never log recipient or text (SEC-06).
 */
export interface MessageSender<M extends Message = Message> {
  send(message: M): Promise<SendResult>;
}

/** Who carries the messages of each channel; a channel without a sender is not there. */
export interface Senders extends Readonly<Partial<Record<MessageChannelName, unknown>>> {
  readonly email?: MessageSender<EmailMessage> | undefined;
  readonly sms?: MessageSender<PhoneMessage> | undefined;
  readonly voice?: MessageSender<PhoneMessage> | undefined;
}
