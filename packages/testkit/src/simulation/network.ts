import { CountersignError } from '@countersign/events';
import type { Scheduler, SimProcess } from './scheduler.ts';

/** Calls over a network that delays, reorders and loses replies. */
export interface Network {
  /** `effect` happens once, later; its answer comes later still, or never while the caller sees a timeout. */
  call<T>(from: SimProcess, effect: () => T): Promise<T>;
  /** Probability that a reply is lost; the effect took place all the same. */
  replyLoss: number;
  /** Probability that a request is lost. */
  requestLoss: number;
  /** Probability that a request arrives twice; the caller sees the second answer (IOR-02). */
  duplication: number;
}

const timeoutMs = 500;

export function createNetwork(scheduler: Scheduler): Network {
  const network: Network = {
    replyLoss: 0,
    requestLoss: 0,
    duplication: 0,
    call: <T>(from: SimProcess, effect: () => T) =>
      new Promise<T>((resolve, reject) => {
        const timeOut = (): void => {
          scheduler.after(from, timeoutMs, () =>
            reject(new CountersignError('store_unavailable', 'No answer in time.', { retryable: true })),
          );
        };
        if (scheduler.random.chance(network.requestLoss)) return timeOut();
        const arrive = (): void => {
          const answer = attempt(effect);
          if (scheduler.random.chance(network.replyLoss)) return timeOut();
          scheduler.add(from, () => (answer.ok ? resolve(answer.value) : reject(answer.error)));
        };
        const isTwice = scheduler.random.chance(network.duplication);
        scheduler.add(undefined, isTwice ? () => (attempt(effect), scheduler.add(undefined, arrive)) : arrive);
      }),
  };
  return network;
}

type Attempt<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: unknown };

function attempt<T>(effect: () => T): Attempt<T> {
  try {
    return { ok: true, value: effect() };
  } catch (error) {
    return { ok: false, error };
  }
}
