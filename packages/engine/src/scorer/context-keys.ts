import type { Context } from '@countersign/events';
import { createGenerations } from '../generations.ts';
import { networkOf } from '../network-of.ts';
import type { EventKeys, PseudonymKind } from '../pseudonyms.ts';

/** Gives the pseudonym of one value. */
export type Pseudonym = (kind: PseudonymKind, value: string) => string;

/** Of each of two generations; about 0.5 KB an account. */
const accountsKept = 8_192;

type Names = Readonly<Record<'ip' | 'deviceId' | 'sessionId', string | undefined>>;

interface Known extends Names {
  readonly keys: EventKeys;
}

/**
 * Pseudonyms of an account and of its context's device, session and addresses. An account mostly comes again as it came last,
 * but for a new session: then comparisons of texts replace searches among many thousand pseudonyms, and digests. What is
 * returned is shared.
 */
export function createContextKeys(
  pseudonym: Pseudonym,
): (accountId: string, context: Context | undefined) => EventKeys {
  const recent = createGenerations<Known>(accountsKept);
  return (accountId, context) => {
    const { ip, deviceId, sessionId } = context ?? noContext;
    const last = recent.get(accountId);
    if (last !== undefined && last.ip === ip && last.deviceId === deviceId && last.sessionId === sessionId)
      return last.keys;
    const keys = keysOf(accountId, { ip, deviceId, sessionId }, last, pseudonym);
    recent.set(accountId, { ip, deviceId, sessionId, keys });
    return keys;
  };
}

const noContext: Context = {};

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** What is as it was `last` has the pseudonym that it had. The order of names is that of every decision. */
function keysOf(
  accountId: string,
  { ip, deviceId, sessionId }: Names,
  last: Known | undefined,
  pseudonym: Pseudonym,
): EventKeys {
  const sameDevice = last?.deviceId === deviceId ? last?.keys.device : undefined;
  const keys: Mutable<EventKeys> = { account: last?.keys.account ?? pseudonym('account', accountId) };
  if (deviceId !== undefined) keys.device = sameDevice ?? pseudonym('device', deviceId);
  if (sessionId !== undefined) keys.session = pseudonym('session', sessionId);
  if (ip !== undefined && ip === last?.ip) {
    if (last.keys.ip !== undefined) keys.ip = last.keys.ip;
    if (last.keys.network !== undefined) keys.network = last.keys.network;
  } else if (ip !== undefined) {
    const network = networkOf(ip);
    keys.ip = pseudonym('ip', ip);
    if (network !== undefined) keys.network = pseudonym('network', network);
  }
  return keys;
}
