import type { ApiKeys, Caller, Configuration, Scope, httpVariables } from '@countersign/runtime';
import { sourceOf } from './source-of.ts';
import { type Budget, tokenBuckets } from './token-buckets.ts';

/** Budgets of the interface; each process counts for itself. */
export interface Limits {
  /** Of one API key. */
  readonly perKey: Budget;
  /** Of one address, whether it has a key or not: it also slows the guessing of keys down. */
  readonly perSource: Budget;
}

/** The budgets that are configured: so many a second, and twice as many at once. */
export const limitsOf = ({
  httpKeyRate,
  httpSourceRate,
}: Pick<Configuration<typeof httpVariables>, 'httpKeyRate' | 'httpSourceRate'>): Limits => ({
  perKey: { burst: 2 * httpKeyRate, perSecond: httpKeyRate },
  perSource: { burst: 2 * httpSourceRate, perSecond: httpSourceRate },
});

/** As they ship: roomy for a shop's backend, tight for a mistake in a loop. */
export const defaultLimits: Limits = limitsOf({ httpKeyRate: 200, httpSourceRate: 100 });

/** Whether a request may go on: its caller, or the status and sentence to answer with. */
export type Admission =
  | { readonly ok: true; readonly caller: Caller }
  | {
      readonly ok: false;
      readonly status: 401 | 403 | 429;
      readonly error: string;
      readonly retryAfterSeconds?: number;
    };

/** What admission looks at. */
export interface Visitor {
  /** The peer, or what a trusted proxy says of it. */
  readonly address: string;
  readonly authorization: string | undefined;
  readonly scope: Scope;
}

/** Lets requests in by budget, key and scope, in this order (SEC-03). */
export function admission(keys: ApiKeys, limits: Limits, nowMs: () => number): (visitor: Visitor) => Admission {
  const sources = tokenBuckets(limits.perSource, nowMs);
  const callers = tokenBuckets(limits.perKey, nowMs);
  return ({ address, authorization, scope }) => {
    const sourceWaits = sources.take(sourceOf(address));
    if (sourceWaits !== undefined) return tooMany('address', sourceWaits);
    const caller = keys.recognise(/^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1] ?? '');
    if (caller === undefined) {
      return { ok: false, status: 401, error: 'An API key is needed: send it as "Authorization: Bearer cs_…".' };
    }
    const callerWaits = callers.take(caller.prefix);
    if (callerWaits !== undefined) return tooMany('API key', callerWaits);
    if (!caller.may(scope)) {
      return { ok: false, status: 403, error: `This API key may not do that: it lacks the scope "${scope}".` };
    }
    return { ok: true, caller };
  };
}

function tooMany(whose: string, retryAfterSeconds: number): Admission {
  return { ok: false, status: 429, error: `Too many requests of this ${whose}; see Retry-After.`, retryAfterSeconds };
}
