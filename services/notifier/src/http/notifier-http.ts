import type {
  AccountErasure,
  AccountUseCases,
  AuthenticatorUseCases,
  CaseUseCases,
  HandoverUseCases,
  Labelling,
} from '@countersign/engine';
import type { ApiKeys, Log } from '@countersign/runtime';
import { spanAttributes, traceOfRequest, withSpan } from '@countersign/telemetry';
import { type FastifyInstance, type FastifyReply, type FastifyRequest, fastify } from 'fastify';
import { accountExportRoute } from './account-export-route.ts';
import { accountRoutes } from './account-routes.ts';
import { admission, defaultLimits, type Limits } from './admission.ts';
import { authenticatorRoutes } from './authenticator-routes.ts';
import { caseRoutes } from './case-routes.ts';
import { challengeRoutes } from './challenge-routes.ts';
import type { ChallengeUseCases } from './challenge-use-cases.ts';
import { failureAnswer } from './failure-answer.ts';
import { handoverRoutes } from './handover-routes.ts';
import { inTime } from './in-time.ts';
import { labelRoute } from './label-route.ts';
import { openApi } from './open-api.ts';
import { readInput } from './read-input.ts';
import { type Receipts, addReceiptRoutes } from './receipt-routes.ts';
import type { Answer, Route } from './route.ts';
import { type NotMeUseCases, addNotMePage } from '../pages/not-me-routes.ts';
import { answerUnreadable } from './unreadable-request.ts';

/** What the interface is made of. */
export interface NotifierHttpOptions {
  readonly useCases: ChallengeUseCases & AuthenticatorUseCases & AccountUseCases & HandoverUseCases & NotMeUseCases;
  readonly cases: CaseUseCases;
  readonly labelling: Labelling;
  /** Left out, nobody can ask what is kept of an account. */
  readonly privacy?: Pick<AccountErasure, 'kept'>;
  /** Name of the shop, as customers know it. */
  readonly brand: string;
  /** Where a customer reaches a person: no denial without it (CASE-01). */
  readonly supportContact: string;
  readonly apiKeys: ApiKeys;
  readonly log: Log;
  readonly version: string;
  /** Receipts of providers; absent: none are taken. */
  readonly receipts?: Receipts | undefined;
  readonly limits?: Limits;
  /** Proxies whose `X-Forwarded-For` is believed: addresses or networks. */
  readonly trustedProxies?: readonly string[];
  /** For budgets, in milliseconds; the clock of the machine when absent. */
  readonly nowMs?: () => number;
}

const BODY_LIMIT_BYTES = 16 * 1024;
const HEADER_LIMIT_BYTES = 16 * 1024;
/** A request must have arrived by then; a slow sender holds no connection for long. */
const REQUEST_MS = 10_000;
/** An answer must have been found by then, else 503. */
const ANSWER_MS = 5_000;

/**
 * The interface of the notifier: verify, resend, status and "not me" of challenges, authenticator apps, hand-overs, the page behind the link in mail, the cases of held acts, and labels, with `/openapi.json`. Not listening yet: call
 * `listen({ host, port })`, and `close()` when leaving.
 */
export function notifierHttp(options: NotifierHttpOptions): FastifyInstance {
  const app = fastify({
    logger: false,
    bodyLimit: BODY_LIMIT_BYTES,
    requestTimeout: REQUEST_MS,
    routerOptions: { maxParamLength: 128 },
    trustProxy: options.trustedProxies === undefined ? false : [...options.trustedProxies],
    clientErrorHandler: answerUnreadable,
    http: { maxHeaderSize: HEADER_LIMIT_BYTES, headersTimeout: REQUEST_MS },
  });
  // With a callback: a promise for each hook of each request is a tenth of what a short answer costs.
  app.addHook('onSend', (_request, reply, _payload, done) => {
    reply.headers({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' });
    done();
  });
  app.setErrorHandler((error, _request, reply) => send(reply, failureAnswer(error, options.log)));
  app.setNotFoundHandler((_request, reply) => send(reply, nothingThere));
  const routes = [
    ...challengeRoutes(options.useCases),
    ...authenticatorRoutes(options.useCases),
    ...accountRoutes(options.useCases),
    ...handoverRoutes(options.useCases),
    ...caseRoutes(options.cases, options.supportContact),
    labelRoute(options.labelling, options.nowMs ?? Date.now),
    ...(options.privacy === undefined ? [] : [accountExportRoute(options.privacy)]),
  ];
  serve(app, routes, options);
  const { limits = defaultLimits, nowMs = Date.now, log } = options;
  addNotMePage(app, { ...options, limits, nowMs });
  if (options.receipts !== undefined) addReceiptRoutes(app, options.receipts, { limits, nowMs, log });
  const document = openApi(routes, options.version);
  app.get('/openapi.json', async () => document);
  return app;
}

const nothingThere: Answer = {
  status: 404,
  body: { error: 'There is nothing here: GET /openapi.json lists what there is.' },
};

function serve(app: FastifyInstance, routes: readonly Route[], options: NotifierHttpOptions): void {
  const { apiKeys, limits = defaultLimits, nowMs = Date.now, log } = options;
  const admit = admission(apiKeys, limits, nowMs);
  for (const route of routes) {
    app.route<{ Params: Readonly<Record<string, string>> }>({
      method: route.method,
      url: route.path.replace(/\{(\w+)\}/, ':$1'),
      // Before the body is read: whoever may not ask cannot make us read either.
      onRequest: (request, reply, done) => {
        const { authorization } = request.headers;
        const admitted = admit({ address: request.ip, authorization, scope: route.scope });
        if (admitted.ok) return done();
        if (admitted.status === 401) reply.header('www-authenticate', 'Bearer');
        const { status, error, retryAfterSeconds = 0 } = admitted;
        send(reply, { status, body: { error }, retryAfterSeconds });
      },
      handler: async (request, reply) => send(reply, await answer(route, request, log)),
    });
  }
}

type Asked = FastifyRequest<{ Params: Readonly<Record<string, string>> }>;

function answer(route: Route, request: Asked, log: Log): Promise<Answer> {
  const { method, path } = route;
  const attributes = { [spanAttributes.httpMethod]: method, [spanAttributes.httpRoute]: path };
  const parent = traceOfRequest(request.headers);
  return withSpan({ name: `${method} ${path}`, kind: 'server', parent, attributes }, async (span) => {
    const given = await inTime(run(route, request), ANSWER_MS).catch((error) => failureAnswer(error, log));
    span.setAttribute(spanAttributes.httpStatus, given.status);
    log.debug('Answered.', { operation: route.operation, status: given.status });
    return given;
  });
}

async function run(route: Route, { params, body }: Asked): Promise<Answer> {
  const { name = '', schema } = route.target ?? {};
  const target = schema === undefined ? noTarget : readInput(schema, params[name], 'The path');
  if (!target.ok) return { status: 400, body: { error: target.error } };
  const input = route.body === undefined ? undefined : readInput(route.body, body ?? {}, 'The body');
  if (input?.ok === false) return { status: 400, body: { error: input.error } };
  return route.run(target.value.toLowerCase(), input?.value);
}

const noTarget = { ok: true, value: '' } as const;

function send(reply: FastifyReply, { status, body, retryAfterSeconds = 0 }: Answer): FastifyReply {
  if (retryAfterSeconds > 0) reply.header('retry-after', String(Math.ceil(retryAfterSeconds)));
  return reply.code(status).send(body);
}
