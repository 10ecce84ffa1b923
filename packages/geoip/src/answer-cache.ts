import { isIPv4 } from 'node:net';
import { type Geo, createGenerations } from '@countersign/engine';

type Answer = ReturnType<Geo['lookup']>;

/** Answers of late. An IPv4 answer is good for its /24 where the data says one thing of all of it: near half of the data's ranges do not. */
export interface AnswerCache {
  get(ip: string): Answer | undefined;
  /** @param range first and last address that the answer is true of, as numbers; left out: only `ip` itself */
  set(ip: string, answer: Answer, range: readonly [number, number] | undefined): void;
}

/** Of each kind, in each of two generations. */
const kept = 8_192;

export function createAnswerCache(): AnswerCache {
  const byAddress = createGenerations<Answer>(kept);
  const byNetwork = createGenerations<Answer>(kept);
  return {
    get(ip) {
      const known = byAddress.get(ip);
      if (known !== undefined) return known;
      const answer = isIPv4(ip) ? byNetwork.get(networkOf(ip)) : undefined;
      if (answer !== undefined) byAddress.set(ip, answer); // The next time without a look at its digits.
      return answer;
    },
    set(ip, answer, range) {
      byAddress.set(ip, answer);
      if (isIPv4(ip) && range !== undefined && holdsNetwork(range, ip)) byNetwork.set(networkOf(ip), answer);
    },
  };
}

/** `81.2.69` of `81.2.69.142`. */
const networkOf = (ip: string): string => ip.slice(0, ip.lastIndexOf('.'));

function holdsNetwork([first, last]: readonly [number, number], ip: string): boolean {
  const network = networkOf(ip)
    .split('.')
    .reduce((sum, octet) => sum * 256 + Number(octet), 0);
  return first <= network * 256 && last >= network * 256 + 255;
}
