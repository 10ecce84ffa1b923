import type { PhoneMessage, ReceiptReader, SendResult } from '@countersign/engine';

/** A request to a provider's HTTP interface. Holds credentials, the number and the code: never logged (SEC-06). */
export interface ProviderRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What a provider answered. */
export interface ProviderAnswer {
  readonly status: number;
  /** At most `answerLimitBytes` of it. */
  readonly body: string;
}

/** What an answer means. `isProviders`: for a reason of the provider's own or of our account there, so another one may do better. */
export type Sorted =
  | { readonly ok: true; readonly providerId?: string }
  | (Extract<SendResult, { readonly ok: false }> & { readonly isProviders: boolean });

/** One provider of SMS and calls: how to ask, and how to read what it answers and reports. */
export interface Provider extends ReceiptReader {
  /** In metrics, and in the path of its receipts. */
  readonly name: string;
  readonly channels: readonly PhoneMessage['channel'][];
  request(message: PhoneMessage): ProviderRequest;
  sort(answer: ProviderAnswer): Sorted;
}

/** Tells where receipts for a message are to be sent; undefined: nowhere. */
export type ReceiptUrl = (provider: string, message: PhoneMessage) => string | undefined;
