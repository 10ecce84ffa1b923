import {
  type ClaimedChallenge,
  type Command,
  addressFor,
  codeMessage,
  deriveCode,
  hasEnded,
  isOwnLife,
} from '@countersign/challenge';
import type { Contacts } from '@countersign/events';
import type { Message, SendResult } from '../ports/message-sender.ts';
import type { ChallengeLedger } from './challenge-ledger.ts';
import { createPseudonyms } from '../pseudonyms.ts';
import type { ContactBook } from './contact-book.ts';
import { type NotifierPorts, type NotifierSettings, notifierLimits } from './notifier-ports.ts';
import type { SharedBudgets } from './shared-budgets.ts';

/** Works on challenges that are due: sends codes that nobody has sent, ends what has expired. */
export interface DriveDue {
  /** Waits for room, takes what is due and begins to work on it; resolves with the number taken. */
  begin(): Promise<number>;
  /** Resolves when nothing that was begun is under way any more. */
  settled(): Promise<void>;
}

/**
 * A failure with one challenge is told to the observer and leaves the others alone; it is due again when its lease ends.
 * A slow provider keeps nobody waiting who is not behind `notifierLimits.sending` others.
 */
export function createDriveDue(
  { challenges, sender, clock, mac }: NotifierPorts,
  { identity, observer, trace }: NotifierSettings,
  ledger: ChallengeLedger,
  book: ContactBook,
  shared: SharedBudgets,
): DriveDue {
  const { leaseMs, sending } = notifierLimits;
  const pseudonym = createPseudonyms(mac);
  const underWay = new Set<Promise<void>>();

  const drive = async (challengeId: string): Promise<void> => {
    const state = await ledger.glance(challengeId);
    if (!isOwnLife(state) || hasEnded(state)) return;
    if (clock.now() >= state.expiresAtMs) await ledger.change(challengeId, { type: 'expire' });
    else if (state.delivery !== undefined && clock.now() >= state.delivery.nextTryAtMs) await sendCode(state);
  };

  const sendCode = async ({ terms, sendSeq }: ClaimedChallenge): Promise<void> => {
    const contacts = await book.find(terms.accountId);
    const address = addressFor(terms.channels, contacts, clock.now());
    if (!address.ok) {
      const { reason } = address;
      await ledger.change(terms.challengeId, notSent(sendSeq, reason, reason === 'no_contact'));
      return;
    }
    const to = pseudonym('destination', address.to);
    if (!(await shared.reserve('destination', to, `${terms.challengeId}.${sendSeq}`))) {
      await ledger.change(terms.challengeId, notSent(sendSeq, 'destination_budget', false));
      return;
    }
    // Durable before anything leaves: a code must not go out for a claim that a failover may still lose.
    const begun = await ledger.change(terms.challengeId, { type: 'begin_sending', channel: address.channel, leaseMs });
    if (!begun.ok) return;
    const message = messageOf(begun.state, address, contacts);
    const startMs = clock.now();
    const result = await trace.span('send', terms.traceparent, () => send(message));
    observer.messageHandedOver(address.channel, clock.now() - startMs, result.ok ? undefined : result.reason);
    const command: Command = result.ok
      ? { type: 'record_sent', sendSeq: begun.state.sendSeq, channel: address.channel }
      : notSent(begun.state.sendSeq, result.reason, result.retry);
    await ledger.change(terms.challengeId, command);
  };

  const send = async (message: Message): Promise<SendResult> => {
    try {
      return await sender.send(message);
    } catch (error) {
      observer.failed('drive', error);
      return { ok: false, retry: true, reason: 'unreachable' };
    }
  };

  const messageOf = (
    state: ClaimedChallenge,
    { channel, to }: { readonly channel: 'email'; readonly to: string },
    contacts: Contacts | undefined,
  ): Message => {
    const { terms, sendSeq } = state;
    const name = { challengeId: terms.challengeId, sendSeq };
    const code = deriveCode(name, terms.digits, terms.key, (input, kid) => mac.digest('code', input, kid));
    return {
      id: `${terms.challengeId}.${sendSeq}`,
      channel,
      to,
      ...codeMessage(state, code, identity, { language: contacts?.language, timeZone: contacts?.timeZone }),
    };
  };

  const driveOrTell = async (challengeId: string): Promise<void> => {
    try {
      await drive(challengeId);
    } catch (error) {
      observer.failed('drive', error);
    }
  };

  return {
    async begin() {
      if (underWay.size >= sending) await Promise.race(underWay);
      const due = await challenges.takeDue(clock.now(), leaseMs, sending - underWay.size);
      for (const { challengeId } of due) {
        const work: Promise<void> = driveOrTell(challengeId).finally(() => underWay.delete(work));
        underWay.add(work);
      }
      return due.length;
    },
    settled: async () => void (await Promise.all(underWay)),
  };
}

const notSent = (sendSeq: number, reason: string, retry: boolean): Command => ({
  type: 'record_send_failure',
  sendSeq,
  reason,
  retry,
});
