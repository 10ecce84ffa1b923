import type { DeliveryReceipt, ReceiptAnswer, ReceiptReader } from '@countersign/engine';
import type { Log } from '@countersign/runtime';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { failureAnswer } from './failure-answer.ts';
import { type Answer, unavailable } from './route.ts';
import { sourceOf } from './source-of.ts';
import type { Limits } from './admission.ts';
import { tokenBuckets } from './token-buckets.ts';

/** What takes the receipts of providers. */
export interface Receipts {
  /** By the name in the path. */
  readonly readers: ReadonlyMap<string, ReceiptReader>;
  /** As providers know this interface: what they sign. */
  readonly publicUrl: string;
  receive(receipt: DeliveryReceipt): Promise<ReceiptAnswer>;
}

/** A provider reports each message a few times; checking a signature is cheap. */
const timesASource = 2;

/**
 * `POST /v1/receipts/{provider}`: whoever can sign as the provider is believed, nobody else; so no API key is asked for. A receipt that came
 * before is answered like a new one and does nothing, for providers repeat what was not answered.
 */
export function addReceiptRoutes(
  app: FastifyInstance,
  receipts: Receipts,
  { limits, nowMs, log }: { readonly limits: Limits; readonly nowMs: () => number; readonly log: Log },
): void {
  const { burst, perSecond } = limits.perSource;
  const budget = { burst: timesASource * burst, perSecond: timesASource * perSecond };
  const sources = tokenBuckets(budget, nowMs);
  const send = (reply: FastifyReply, { status, body, retryAfterSeconds }: Answer): FastifyReply => {
    if (retryAfterSeconds !== undefined) reply.header('retry-after', String(Math.ceil(retryAfterSeconds)));
    return reply.code(status).send(body);
  };
  void app.register((scope, _options, done) => {
    // The signature covers the bytes as they came: nothing may read them before.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, parsed) => parsed(null, body));
    scope.post<{ Params: { provider: string } }>('/v1/receipts/:provider', async (request, reply) => {
      const waitSeconds = sources.take(sourceOf(request.ip));
      if (waitSeconds !== undefined) return send(reply, tooMany(waitSeconds));
      const reader = receipts.readers.get(request.params.provider);
      if (reader === undefined) return send(reply, noProvider);
      const query = request.url.includes('?') ? request.url.slice(request.url.indexOf('?')) : '';
      const read = reader.read({
        url: `${receipts.publicUrl.replace(/\/$/, '')}/v1/receipts/${request.params.provider}${query}`,
        headers: Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)])),
        body: typeof request.body === 'string' ? request.body : '',
      });
      if (!read.ok) {
        log.warn('A receipt was refused.', { provider: request.params.provider, reason: read.reason });
        return send(reply, refusals[read.reason]);
      }
      try {
        const result = await receipts.receive(read.receipt);
        return send(reply, result === 'unavailable' ? unavailable : { status: 200, body: { result } });
      } catch (error) {
        return send(reply, failureAnswer(error, log));
      }
    });
    done();
  });
}

const noProvider: Answer = { status: 404, body: { error: 'No such provider is configured here.' } };
const refusals: Readonly<Record<'forged' | 'stale' | 'unreadable', Answer>> = {
  forged: { status: 401, body: { error: 'The receipt is not signed by the provider.' } },
  stale: { status: 401, body: { error: 'The receipt is more than 5 minutes old, or its clock is off.' } },
  unreadable: { status: 400, body: { error: 'The receipt names no message of ours.' } },
};
const tooMany = (retryAfterSeconds: number): Answer => ({
  status: 429,
  body: { error: 'Too many receipts of this address; see Retry-After.' },
  retryAfterSeconds,
});
