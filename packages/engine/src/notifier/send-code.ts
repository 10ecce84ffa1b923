import { type ClaimedChallenge, isOld } from '@countersign/challenge';
import type { Message, SendResult } from '../ports/message-sender.ts';
import type { AccountKnowledge } from './account-knowledge.ts';
import type { ChallengeLedger } from './challenge-ledger.ts';
import { createChooseAddress } from './choose-address.ts';
import { composeMessage } from './compose-message.ts';
import type { FindWays } from './find-ways.ts';
import { handOver } from './hand-over.ts';
import { type NotifierPorts, type NotifierSettings, notifierLimits } from './notifier-ports.ts';

/**
 * Sends the newest code of a challenge by the next channel that reaches the customer (OTP-30), and records what the provider
 * said. When a channel gives up, the challenge is due again at once, and the same code goes out by another one. The state keeps
 * which channels were tried, so a crash in between changes nothing (DEL-16).
 */
export function createSendCode(
  ports: Pick<NotifierPorts, 'senders' | 'clock' | 'mac'>,
  settings: Pick<NotifierSettings, 'identity' | 'publicUrl' | 'observer' | 'trace'>,
  ledger: ChallengeLedger,
  findWays: FindWays,
  known: Pick<AccountKnowledge, 'book' | 'bounced' | 'shared' | 'guards' | 'conversion'>,
): (state: ClaimedChallenge) => Promise<void> {
  const { senders, clock, mac } = ports;
  const { observer, trace } = settings;
  const { book, bounced, conversion } = known;
  const choose = createChooseAddress(ports, { observer }, findWays, known);

  const send = async (message: Message): Promise<SendResult> => {
    const startMs = clock.now();
    const result = await handOver(senders, message, (error) => observer.failed('drive', error));
    observer.messageHandedOver(message.channel, clock.now() - startMs, result.ok ? undefined : result.reason);
    return result;
  };

  return async (state) => {
    const { terms, sendSeq, delivery } = state;
    if (delivery === undefined) return;
    const contacts = await book.find(terms.accountId);
    const chosen = await choose(state, delivery, contacts);
    if (!chosen.ok) {
      const { reason } = chosen;
      const retry = reason === 'no_contact';
      await ledger.change(terms.challengeId, { type: 'record_send_failure', sendSeq, open: [], reason, retry });
      return;
    }
    const { channel } = chosen.address;
    const open = chosen.open.map((one) => one.channel);
    // Durable before anything leaves: a code must not go out for a claim that a failover may still lose.
    const begin = { type: 'begin_sending', channel, leaseMs: notifierLimits.leaseMs } as const;
    const begun = await ledger.change(terms.challengeId, begin);
    if (!begun.ok) return;
    const message = composeMessage(begun.state, chosen.address, contacts, mac, settings);
    const result = await trace.span('send', terms.traceparent, () => send(message));
    const isDead = !result.ok && result.reason === 'invalid_recipient';
    if (isDead) await bounced.remember(channel, chosen.address.to, 'bounced');
    const name = { sendSeq: begun.state.sendSeq, channel };
    const recorded = await ledger.change(
      terms.challengeId,
      result.ok
        ? { type: 'record_sent', ...name, isContactOld: isOld(chosen.address.verifiedAtMs, clock.now()) }
        : { type: 'record_send_failure', ...name, open, reason: result.reason, retry: result.retry },
    );
    if (result.ok && recorded.ok && channel !== 'email') await conversion.sent(channel, chosen.address.to);
  };
}
