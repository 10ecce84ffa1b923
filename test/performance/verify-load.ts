import type { SentChallenge } from '../integration/served-notifier.ts';
import { leanClient } from './lean-client.ts';

/** What the process of a notifier is told, and what it tells. */
export type VerifyOrder = 'begin' | 'cpu' | 'close';
export type VerifyTold =
  | { readonly url: string; readonly apiKey: string; readonly sent: readonly SentChallenge[] }
  | { readonly cpuSeconds: number };

/** A hand that types codes over kept connections. */
export interface VerifyLoad {
  /** One verification; milliseconds until its answer, which must have `status`. */
  type(challenge: SentChallenge, code: string, status: 200 | 422): Promise<number>;
  close(): void;
}

/** @param connections most requests at once; the others wait for one */
export function verifyLoad(url: string, apiKey: string, connections: number): VerifyLoad {
  const client = leanClient(url, apiKey, connections);
  return {
    async type({ id, bindingDigest }, code, expected) {
      const startMs = performance.now();
      const status = await client.post(`/v1/challenges/${id}/verify`, JSON.stringify({ code, bindingDigest }));
      if (status !== expected) throw new Error(`a verification was answered ${status} instead of ${expected}`);
      return performance.now() - startMs;
    },
    close: () => client.close(),
  };
}

/** Keeps so many requests under way until every challenge had its turn; the number per second. */
export async function inTurn<T>(
  things: readonly T[],
  atOnce: number,
  work: (thing: T) => Promise<unknown>,
): Promise<number> {
  const left = [...things].reverse();
  const startMs = performance.now();
  const hand = async (): Promise<void> => {
    for (let next = left.pop(); next !== undefined; next = left.pop()) await work(next);
  };
  await Promise.all(Array.from({ length: atOnce }, hand));
  return (things.length / (performance.now() - startMs)) * 1000;
}

/** Begins so many a second, whether or not earlier ones were answered; milliseconds of each from when it should have begun. */
export async function atPace<T>(
  things: readonly T[],
  perSecond: number,
  work: (thing: T) => Promise<unknown>,
): Promise<readonly number[]> {
  const startMs = performance.now();
  const begun: Promise<number>[] = [];
  const begin = async (thing: T, at: number): Promise<number> => {
    await work(thing);
    return performance.now() - startMs - (at * 1000) / perSecond;
  };
  while (begun.length < things.length) {
    const due = Math.min(things.length, Math.floor(((performance.now() - startMs) * perSecond) / 1000));
    for (const thing of things.slice(begun.length, due)) begun.push(begin(thing, begun.length));
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  return Promise.all(begun);
}
