import type { MessageChannelName } from '@countersign/challenge';
import type { Message, SendResult, Senders } from '../ports/message-sender.ts';

/** Whether somebody carries the messages of a channel. */
export const hasSender = (senders: Senders, channel: MessageChannelName): boolean => senders[channel] !== undefined;

/** Hands a message to the sender of its channel. A defect of a sender counts as a provider out of reach. */
export async function handOver(
  senders: Senders,
  message: Message,
  failed: (error: unknown) => void,
): Promise<SendResult> {
  try {
    const sending =
      message.channel === 'email' ? senders.email?.send(message) : senders[message.channel]?.send(message);
    return (await sending) ?? { ok: false, retry: false, reason: 'unreachable' };
  } catch (error) {
    failed(error);
    return { ok: false, retry: true, reason: 'unreachable' };
  }
}
