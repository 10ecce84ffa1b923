import type { MessageSender, PhoneMessage, SendResult } from '@countersign/engine';
import { isPhoneNumber } from '../phone-number.ts';
import type { Provider, Sorted } from '../provider.ts';
import { askProvider } from './ask-provider.ts';
import { type Breaker, type BreakerLimits, breakerLimits, createBreaker } from './breaker.ts';

/** One call of a provider, for metrics. `result`: sent, or why not. */
export type ProviderCalled = (call: {
  readonly provider: string;
  readonly channel: PhoneMessage['channel'];
  readonly result: string;
}) => void;

export interface PhoneSenderOptions {
  /** In the order in which they are asked; the second where the first cannot. */
  readonly providers: readonly Provider[];
  /** Milliseconds of a clock that never goes back. */
  readonly nowMs: () => number;
  readonly called?: ProviderCalled;
  /** Of all calls for a message together; 10 s at most by the port's contract. */
  readonly timeoutMs?: number;
  /** Of one call: two to one provider and one to the next fit into the whole. */
  readonly callTimeoutMs?: number;
  readonly breaker?: BreakerLimits;
}

/** A sender for phones, and the word of receipts that a provider takes messages and delivers none. */
export interface PhoneSender extends MessageSender<PhoneMessage> {
  /** A receipt said that the provider failed. */
  undelivered(provider: string): void;
}

const leastMs = 100;

/**
 * Hands messages to the first provider that takes them: each is asked twice where it may have been a moment's trouble, then the next
 * one, all within one deadline (OVL-06). What a provider says about the number or the text is final, and no other one is asked.
 */
export function phoneSender(options: PhoneSenderOptions): PhoneSender {
  const { providers, nowMs, called = () => {}, timeoutMs = 10_000, callTimeoutMs = 3_200 } = options;
  const breakers = new Map<string, Breaker>(
    providers.map(({ name }) => [name, createBreaker(options.breaker ?? breakerLimits, nowMs)]),
  );

  /** One call and one more, unless the answer is final or the provider wants fewer calls. Undefined: no time was left for any. */
  const askTwice = async (
    provider: Provider,
    message: PhoneMessage,
    deadlineMs: number,
  ): Promise<Sorted | undefined> => {
    let sorted: Sorted | undefined;
    for (let attempt = 0; attempt < 2; attempt += 1) {
      const leftMs = deadlineMs - nowMs();
      if (leftMs < leastMs) return sorted;
      sorted = await askProvider(provider, message, Math.min(leftMs, callTimeoutMs));
      called({ provider: provider.name, channel: message.channel, result: sorted.ok ? 'sent' : sorted.reason });
      if (sorted.ok || !sorted.retry || sorted.reason === 'rejected') return sorted;
    }
    return sorted;
  };

  return {
    async send(message) {
      if (!isPhoneNumber(message.to)) return { ok: false, retry: false, reason: 'invalid_recipient' };
      const deadlineMs = nowMs() + timeoutMs;
      let last: Sorted = outOfReach;
      for (const provider of providers) {
        const breaker = breakers.get(provider.name);
        if (!provider.channels.includes(message.channel) || breaker?.mayTry() === false) continue;
        const sorted = await askTwice(provider, message, deadlineMs);
        if (sorted === undefined) break;
        last = sorted;
        if (last.ok || !last.retry) breaker?.worked();
        else breaker?.failed();
        if (last.ok || !last.isProviders) break;
      }
      return resultOf(last);
    },
    undelivered: (provider) => breakers.get(provider)?.failed(),
  };
}

const outOfReach: Sorted = { ok: false, retry: true, reason: 'unreachable', isProviders: true };

const resultOf = (sorted: Sorted): SendResult =>
  sorted.ok ? sorted : { ok: false, retry: sorted.retry, reason: sorted.reason };
