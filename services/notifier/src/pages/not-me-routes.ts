import { type Client, type ReadLink, reportPath } from '@countersign/engine';
import type { Log } from '@countersign/runtime';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Limits } from '../http/admission.ts';
import { sourceOf } from '../http/source-of.ts';
import { tokenBuckets } from '../http/token-buckets.ts';
import { type NotMeFace, notMePage, notMePageHeaders } from './not-me-page.ts';
import { notMeWordsFor } from './not-me-words.ts';

/** What the page needs of the notifier. */
export interface NotMeUseCases {
  readReportLink(token: string): ReadLink;
  reportNotMe(challengeId: string, reporter: Client): Promise<'received' | 'unavailable'>;
  /** As it stands in the message. */
  referenceOf(challengeId: string): string;
}

/** What the page is made of. */
export interface NotMePageParts {
  readonly useCases: NotMeUseCases;
  readonly brand: string;
  readonly supportContact: string;
  readonly log: Log;
  readonly limits: Limits;
  readonly nowMs: () => number;
}

type Asked = FastifyRequest<{ Params: { readonly token: string }; Querystring: { readonly l?: unknown } }>;

const statusOf: Readonly<Record<NotMeFace, number>> = { question: 200, thanks: 200, over: 410, later: 503 };

/**
 * The page behind the link in mail (OTP-34). Loading it looks nothing up and changes nothing, for mail scanners follow links; only
 * the pressed button reports. The link itself is the permission: no API key, and a budget for each address. Whoever asks for
 * JSON gets the same answers as JSON.
 */
export function addNotMePage(app: FastifyInstance, parts: NotMePageParts): void {
  const { useCases, log, nowMs } = parts;
  const sources = tokenBuckets(parts.limits.perSource, nowMs);

  const show = (request: Asked, reply: FastifyReply, face: NotMeFace, challengeId?: string): FastifyReply => {
    reply.code(statusOf[face]);
    const reference = challengeId === undefined ? undefined : useCases.referenceOf(challengeId);
    if (request.headers.accept?.includes('application/json') === true) {
      return reply.send({ result: resultOf[face], ...(reference === undefined ? {} : { reference }) });
    }
    const names = { brand: parts.brand, support: parts.supportContact, reference };
    return reply.headers(notMePageHeaders).send(notMePage(face, notMeWordsFor(request.query.l), names));
  };
  const slowDown = (request: FastifyRequest, reply: FastifyReply): FastifyReply | undefined => {
    const waitSeconds = sources.take(sourceOf(request.ip));
    if (waitSeconds === undefined) return undefined;
    return reply
      .code(429)
      .header('retry-after', String(Math.ceil(waitSeconds)))
      .send({ error: 'Too many requests.' });
  };

  const report = async (request: Asked, reply: FastifyReply): Promise<FastifyReply> => {
    const read = useCases.readReportLink(request.params.token);
    if (!read.ok) return show(request, reply, 'over');
    const answer = await useCases.reportNotMe(read.challengeId, { ip: request.ip }).catch((error: unknown) => {
      log.warn('A report could not be noted.', { error });
      return 'unavailable' as const;
    });
    return show(request, reply, answer === 'received' ? 'thanks' : 'later', read.challengeId);
  };

  void app.register((pages, _options, done) => {
    // A form without fields: whatever comes in its body is not looked at.
    pages.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, _body, parsed) =>
      parsed(null, {}),
    );
    pages.get<{ Params: Asked['params']; Querystring: Asked['query'] }>(`${reportPath}/:token`, (request, reply) => {
      const slowed = slowDown(request, reply);
      if (slowed !== undefined) return slowed;
      const read = useCases.readReportLink(request.params.token);
      return read.ok ? show(request, reply, 'question', read.challengeId) : show(request, reply, 'over');
    });
    pages.post<{ Params: Asked['params']; Querystring: Asked['query'] }>(
      `${reportPath}/:token`,
      (request, reply) => slowDown(request, reply) ?? report(request, reply),
    );
    done();
  });
}

const resultOf: Readonly<Record<NotMeFace, string>> = {
  question: 'valid',
  thanks: 'received',
  over: 'over',
  later: 'unavailable',
};
