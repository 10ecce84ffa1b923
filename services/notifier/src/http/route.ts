import type { Scope } from '@countersign/runtime';
import type { z } from 'zod';

/** What a route answers, before it becomes HTTP. */
export interface Answer {
  readonly status: number;
  readonly body: object;
  /** Goes into the header `Retry-After`. */
  readonly retryAfterSeconds?: number;
}

/** One operation of the interface: served, checked and described from this one declaration. `Body`: what its schema makes of a body. */
export interface Route<Body = unknown> {
  readonly method: 'GET' | 'POST';
  /** With the name of its target in braces, as OpenAPI writes it. */
  readonly path: string;
  /** The one value in the path; absent where the path has none. */
  readonly target?: Target;
  readonly operation: string;
  readonly summary: string;
  readonly scope: Scope;
  /** Absent: the request has no body. */
  readonly body?: z.ZodType<Body>;
  /** Every status of its own that it may answer; 400, 401, 403, 429 and 503 go without saying. */
  readonly answers: Readonly<Record<number, { readonly description: string; readonly schema: z.ZodType }>>;
  /** `target` (in lower case; empty without one) and `body` were read by the schemas above. */
  run(target: string, body: Body): Promise<Answer>;
}

/** The value in a route's path. */
export interface Target {
  readonly name: string;
  readonly schema: z.ZodType<string>;
}

/** The store or the log does not answer: the caller may try again, and nothing was approved (OTP-13). */
export const unavailable: Answer = {
  status: 503,
  body: { error: 'Countersign cannot say at the moment; ask for the status, then try again.' },
  retryAfterSeconds: 2,
};
