import { codeMessage } from '../../message/code-message.ts';
import type { MessageChannel } from '../message-channel.ts';

/** E-mail: has room to say everything, and is the weakest, for whoever reads the mail has the code (OTP-30). */
export const email: MessageChannel = {
  name: 'email',
  contact: 'email',
  compose: (challenge, code, identity, reader, reportUrl) => ({
    channel: 'email',
    ...codeMessage(challenge, code, identity, reader, reportUrl),
  }),
};
