import type { Scope } from '@countersign/runtime';
import type { z } from 'zod';

/** What a route answers, before it becomes HTTP. */
export interface Answer {
  readonly status: number;
  readonly body: object;
  /** Goes into the header `Retry-After`. */
  readonly retryAfterSeconds?: number;
}

/** One operation of the interface: served, checked and described from this one declaration. */
export interface Route {
  readonly method: 'GET' | 'POST';
  /** With the challenge's id as `{challengeId}`, as OpenAPI writes it. */
  readonly path: string;
  readonly operation: string;
  readonly summary: string;
  readonly scope: Scope;
  /** Absent: the request has no body. */
  readonly body?: z.ZodType;
  /** Every status of its own that it may answer; 400, 401, 403, 429 and 503 go without saying. */
  readonly answers: Readonly<Record<number, { readonly description: string; readonly schema: z.ZodType }>>;
  /** `body` was read by the schema above. */
  run(challengeId: string, body: unknown): Promise<Answer>;
}

/** The store or the log does not answer: the caller may try again, and nothing was approved (OTP-13). */
export const unavailable: Answer = {
  status: 503,
  body: { error: 'Verification is not available at the moment; ask for the status of the challenge, then try again.' },
  retryAfterSeconds: 2,
};
