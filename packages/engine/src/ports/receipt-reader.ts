import type { MessageChannelName } from '@countersign/challenge';

/** A request by which a provider says what became of a message, as it arrived. */
export interface Webhook {
  /** The public URL that the provider called, query included: what it signed. */
  readonly url: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
}

/** What became of a message that a provider took. */
export interface DeliveryReceipt {
  readonly provider: string;
  readonly challengeId: string;
  readonly sendSeq: number;
  readonly channel: MessageChannelName;
  readonly state: 'delivered' | 'undelivered' | 'under_way';
  /** The number or address takes nothing, now or later. */
  readonly isAddressDead: boolean;
  /** The provider failed, not the number: others of its messages may be lost too. */
  readonly isProviders: boolean;
  /** The same for the same receipt, and for no other. */
  readonly seal: string;
}

/** A receipt, or why it is none that may be believed: `forged`: not signed by the provider; `stale`: too old; `unreadable`. */
export type ReadReceipt =
  | { readonly ok: true; readonly receipt: DeliveryReceipt }
  | { readonly ok: false; readonly reason: 'forged' | 'stale' | 'unreadable' };

/** Reads the receipts of one provider. To its implementer: check the signature before anything else, in constant time; never throw. */
export interface ReceiptReader {
  read(webhook: Webhook): ReadReceipt;
}
