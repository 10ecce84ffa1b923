import type { PhoneMessage } from '@countersign/engine';

/** Where receipts for a message come to: the public address of the notifier, the provider, and in the query what the message was. */
export function receiptUrl(base: string, provider: string, { id, channel }: PhoneMessage): string {
  return `${base.replace(/\/$/, '')}/v1/receipts/${provider}?${String(new URLSearchParams({ message: id, channel }))}`;
}

/** What a receipt is about. */
export interface NamedMessage {
  readonly challengeId: string;
  readonly sendSeq: number;
  readonly channel: PhoneMessage['channel'];
}

/** Reads `challengeId.sendSeq` and the channel; undefined for anything else. */
export function namedMessage(id: unknown, channel: unknown): NamedMessage | undefined {
  const parts = typeof id === 'string' ? /^([0-9a-f-]{36})\.([1-9]\d?)$/.exec(id) : null;
  if (parts === null || (channel !== 'sms' && channel !== 'voice')) return undefined;
  return { challengeId: parts[1] ?? '', sendSeq: Number(parts[2]), channel };
}
