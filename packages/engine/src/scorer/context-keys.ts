import type { Context } from '@countersign/events';
import { createGenerations } from '../generations.ts';
import { networkOf } from '../network-of.ts';
import type { EventKeys, PseudonymKind } from '../pseudonyms.ts';

/** Gives the pseudonym of one value. */
export type Pseudonym = (kind: PseudonymKind, value: string) => string;

/** Of each of two generations; about 0.5 KB an account. */
const accountsKept = 8_192;

interface Known {
  readonly ip: string | undefined;
  readonly deviceId: string | undefined;
  readonly sessionId: string | undefined;
  readonly keys: EventKeys;
}

/**
 * Pseudonyms of an account and of its context's device, session and addresses. An account mostly comes again as it came
 * last: then three comparisons of texts replace five searches among many thousand pseudonyms. What is returned is shared.
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
    const keys = keysOf(accountId, ip, deviceId, sessionId, pseudonym);
    recent.set(accountId, { ip, deviceId, sessionId, keys });
    return keys;
  };
}

const noContext: Context = {};

/** The order of names is that of every decision. */
function keysOf(
  accountId: string,
  ip: string | undefined,
  deviceId: string | undefined,
  sessionId: string | undefined,
  pseudonym: Pseudonym,
): EventKeys {
  const network = ip === undefined ? undefined : networkOf(ip);
  return {
    account: pseudonym('account', accountId),
    ...(deviceId === undefined ? {} : { device: pseudonym('device', deviceId) }),
    ...(sessionId === undefined ? {} : { session: pseudonym('session', sessionId) }),
    ...(ip === undefined ? {} : { ip: pseudonym('ip', ip) }),
    ...(network === undefined ? {} : { network: pseudonym('network', network) }),
  };
}
