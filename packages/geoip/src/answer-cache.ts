import { isIPv4 } from 'node:net';
import type { Geo } from '@countersign/engine';

type Answer = ReturnType<Geo['lookup']>;

/** Answers of late. An IPv4 answer is good for its /24 where the data says one thing of all of it: near half of the data's ranges do not. */
export interface AnswerCache {
  get(ip: string): Answer | undefined;
  /** @param range first and last address that the answer is true of, as numbers; left out: only `ip` itself */
  set(ip: string, answer: Answer, range: readonly [number, number] | undefined): void;
}

/** Two generations of at most so many: the older one goes as a whole. */
const generation = 8_192;

export function createAnswerCache(): AnswerCache {
  let young = new Map<string, Answer>();
  let old = new Map<string, Answer>();
  const find = (name: string): Answer | undefined => young.get(name) ?? old.get(name);
  return {
    get: (ip) => find(ip) ?? (isIPv4(ip) ? find(networkOf(ip)) : undefined),
    set(ip, answer, range) {
      if (young.size >= generation) {
        old = young;
        young = new Map();
      }
      young.set(isIPv4(ip) && range !== undefined && holdsNetwork(range, ip) ? networkOf(ip) : ip, answer);
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
