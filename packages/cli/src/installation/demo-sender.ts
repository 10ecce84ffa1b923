import type { EmailMessage, MessageSender } from '@countersign/engine';

/** A sender whose messages can be taken into the hand before they go to the development mailbox. */
export interface DemoSender extends MessageSender<EmailMessage> {
  /** While given, messages go here and not into the mailbox. */
  capture(take: ((message: EmailMessage) => void) | undefined): void;
}

export function demoSender(mailbox: MessageSender<EmailMessage>): DemoSender {
  let taking: ((message: EmailMessage) => void) | undefined;
  return {
    capture(take) {
      taking = take;
    },
    send(message) {
      if (taking === undefined) return mailbox.send(message);
      taking(message);
      return Promise.resolve({ ok: true });
    },
  };
}
