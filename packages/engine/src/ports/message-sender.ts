/** A message ready to go. `id` is challengeId.sendSeq: the same id always carries the same text. */
export interface Message {
  readonly id: string;
  readonly channel: 'email';
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** BCP 47 language of the text. */
  readonly language: string;
}

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
export interface MessageSender {
  send(message: Message): Promise<SendResult>;
}
