import { email } from './email/email.ts';
import type { MessageChannel } from './message-channel.ts';

/** Every channel that carries a message. */
export const messageChannels: readonly MessageChannel[] = [email];
