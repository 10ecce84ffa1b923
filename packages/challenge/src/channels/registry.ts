import { email } from './email/email.ts';
import type { MessageChannel } from './message-channel.ts';
import { sms } from './sms/sms.ts';
import { voice } from './voice/voice.ts';

/** Every channel that carries a message, the strongest first (OTP-30). */
export const messageChannels: readonly MessageChannel[] = [sms, voice, email];
