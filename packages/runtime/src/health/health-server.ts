import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Check, runChecks } from './check.ts';

/** What the health server shows. */
export interface HealthOptions {
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
  /** Whether this process should live: progress only, never a broker or a store (OVL-05). */
  readonly live: Readonly<Record<string, Check>>;
  /** Whether it should get work: assignment held, store reachable, lag under its limit. */
  readonly ready: Readonly<Record<string, Check>>;
  /** What an operator should know although work goes on: shown by /readyz, without a say in its status. */
  readonly warnings?: Readonly<Record<string, Check>>;
  /** Text of /metrics. */
  readonly metrics: () => Promise<string>;
}

/** A running health server. */
export interface HealthServer {
  readonly port: number;
  /** From now on /readyz says no, whatever the checks say: the first step of leaving (OVL-04). */
  leave(): void;
  close(): Promise<void>;
}

const CHECK_LIMIT_MS = 1_000;

/**
 * Serves `/livez`, `/readyz` (200 or 503, each check by name as JSON) and `/metrics` (Prometheus text). Rejects with
 * the system's error when the port is taken.
 */
export async function startHealthServer(options: HealthOptions): Promise<HealthServer> {
  const ready: Record<string, Check> = { ...options.ready };
  const server = createServer({ requestTimeout: 5_000, headersTimeout: 5_000 }, (request, response) => {
    respond({ ...options, ready }, request.method ?? '', request.url ?? '', response).catch(() => response.destroy());
  });
  await listen(server, options.port, options.host);
  return {
    port: (server.address() as AddressInfo).port,
    leave() {
      ready['leaving'] = () => 'the process is about to end';
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function respond(options: HealthOptions, method: string, url: string, response: ServerResponse): Promise<void> {
  const path = url.split('?', 1)[0];
  if (method !== 'GET' && method !== 'HEAD') return send(response, 405, { error: 'Only GET is allowed here.' });
  if (path === '/metrics') {
    response
      .writeHead(200, { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' })
      .end(await options.metrics());
    return;
  }
  const checks = path === '/livez' ? options.live : path === '/readyz' ? options.ready : undefined;
  if (checks === undefined) return send(response, 404, { error: 'There is /livez, /readyz and /metrics.' });
  const [report, aside] = await Promise.all([
    runChecks(checks, CHECK_LIMIT_MS),
    runChecks(path === '/readyz' ? (options.warnings ?? {}) : {}, CHECK_LIMIT_MS),
  ]);
  send(response, report.well ? 200 : 503, {
    status: report.well ? 'ok' : 'not ok',
    checks: report.checks,
    ...(aside.well ? {} : { warnings: aside.checks }),
  });
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response
    .writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' })
    .end(`${JSON.stringify(body)}\n`);
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}
