import { type ClaimedChallenge, isOwnLife } from '@countersign/challenge';
import type { DeliveryReceipt } from '../ports/receipt-reader.ts';
import type { AccountKnowledge } from './account-knowledge.ts';
import type { ChallengeLedger } from './challenge-ledger.ts';
import type { FindWays } from './find-ways.ts';
import { type NotifierPorts, type NotifierSettings, notifierLimits } from './notifier-ports.ts';
import { type OrUnavailable, orUnavailable } from './or-unavailable.ts';
import { type RecordKind, changeRecord, loadRecord } from './stored-record.ts';

/** `repeated`: it was received before, and does nothing again. */
export type ReceiptAnswer = OrUnavailable<'taken' | 'repeated'>;

const seen: RecordKind<boolean> = {
  keepMs: notifierLimits.keepReceiptMs,
  encode: () => Uint8Array.of(1),
  decode: (bytes) => bytes !== undefined,
};

/**
 * Takes a receipt whose signature was checked: a message that will never arrive is followed by a new code on another channel, a dead
 * address gets nothing more. First it acts, then it is remembered: after a crash in between the provider's repetition acts again, which
 * changes nothing twice.
 */
export function createReceiveReceipt(
  ports: Pick<NotifierPorts, 'challenges' | 'clock' | 'randomness'>,
  { observer }: Pick<NotifierSettings, 'observer'>,
  ledger: ChallengeLedger,
  findWays: FindWays,
  { book, bounced }: Pick<AccountKnowledge, 'book' | 'bounced'>,
): (receipt: DeliveryReceipt) => Promise<ReceiptAnswer> {
  /** What the receipt says of the newest message; undefined when it is about none that we sent so. */
  const isAbout = (state: ClaimedChallenge, { sendSeq, channel }: DeliveryReceipt): boolean =>
    state.deliveredSeq === sendSeq && state.deliveredBy === channel;

  const act = async (receipt: DeliveryReceipt): Promise<void> => {
    const { challengeId, sendSeq, channel, state: outcome, isAddressDead } = receipt;
    if (outcome !== 'undelivered') return;
    const state = await ledger.read(challengeId);
    if (!isOwnLife(state) || !isAbout(state, receipt)) return;
    const found = await findWays(state, await book.find(state.terms.accountId));
    const ways = found.ok ? found.ways : [];
    const to = ways.find((way) => way.channel === channel)?.to;
    if (isAddressDead && to !== undefined) await bounced.remember(channel, to, 'bounced');
    const open = ways.map((way) => way.channel);
    await ledger.change(state.terms.challengeId, { type: 'record_undelivered', sendSeq, channel, open });
  };

  return (receipt) =>
    orUnavailable(
      async () => {
        const id = `receipt:${receipt.seal}`;
        if (await loadRecord(ports, id, seen)) return 'repeated';
        await act(receipt);
        await changeRecord(ports, id, seen, () => Promise.resolve({ value: true, found: undefined }));
        observer.receipt(receipt.provider, receipt.channel, receipt.state);
        return 'taken';
      },
      (error) => observer.failed('answer', error),
    );
}
