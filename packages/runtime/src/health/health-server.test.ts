import { afterEach, expect, it } from 'vitest';
import { type HealthServer, startHealthServer } from './health-server.ts';
import type { Check } from './check.ts';
import { progress } from './progress.ts';
import { epochMs } from '@countersign/events';

const open: HealthServer[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});

async function serve(ready: Record<string, Check>, live: Record<string, Check> = {}): Promise<HealthServer> {
  const server = await startHealthServer({ host: '127.0.0.1', port: 0, live, ready, metrics: async () => 'up 1\n' });
  open.push(server);
  return server;
}

async function get(server: HealthServer, path: string): Promise<[number, unknown]> {
  const response = await fetch(`http://127.0.0.1:${server.port}${path}`);
  const text = await response.text();
  return [response.status, text.startsWith('{') ? JSON.parse(text) : text];
}

it('is ready when every check is well, and names those that are not', async () => {
  let complaint: string | undefined;
  const failing = (): Promise<undefined> => Promise.reject(new Error('connection refused'));
  expect(await get(await serve({ store: () => complaint }), '/readyz')).toEqual([
    200,
    { status: 'ok', checks: { store: 'ok' } },
  ]);
  complaint = 'lag is 12 over its limit';
  expect(await get(await serve({ lag: () => complaint, store: failing }), '/readyz')).toEqual([
    503,
    { status: 'not ok', checks: { lag: complaint, store: 'connection refused' } },
  ]);
});

it('shows warnings, and is ready all the same', async () => {
  const warnings = { policy: () => 'the file is refused' };
  const server = await startHealthServer({
    host: '127.0.0.1',
    port: 0,
    live: {},
    ready: { store: () => undefined },
    warnings,
    metrics: async () => '',
  });
  open.push(server);
  expect(await get(server, '/readyz')).toEqual([
    200,
    { status: 'ok', checks: { store: 'ok' }, warnings: { policy: 'the file is refused' } },
  ]);
});

it('does not wait for a check that hangs', async () => {
  const [status, body] = await get(await serve({ store: () => new Promise(() => undefined) }), '/readyz');
  expect([status, body]).toEqual([503, { status: 'not ok', checks: { store: 'no answer within 1000 ms' } }]);
});

it('is not ready, but alive, once it leaves', async () => {
  const server = await serve({});
  server.leave();
  expect((await get(server, '/readyz'))[0]).toBe(503);
  expect((await get(server, '/livez'))[0]).toBe(200);
});

it('serves metrics, and nothing else', async () => {
  const server = await serve({});
  expect(await get(server, '/metrics')).toEqual([200, 'up 1\n']);
  expect((await get(server, '/'))[0]).toBe(404);
  const posted = await fetch(`http://127.0.0.1:${server.port}/livez`, { method: 'POST' });
  expect(posted.status).toBe(405);
});

it('rejects when the port is taken', async () => {
  const { port } = await serve({});
  const again = startHealthServer({ host: '127.0.0.1', port, live: {}, ready: {}, metrics: async () => '' });
  await expect(again).rejects.toMatchObject({ code: 'EADDRINUSE' });
});

it('progress complains only when work was taken up and nothing moved', () => {
  let nowMs = 0;
  const moving = progress({ now: () => epochMs(nowMs), after: () => () => undefined }, 60_000);
  const after = (ms: number): unknown => {
    nowMs += ms;
    return moving.check();
  };
  expect(after(100_000)).toBeUndefined();
  moving.busy();
  expect(after(60_000)).toBeUndefined();
  expect(after(1_000)).toBe('nothing moved for 61 s');
  moving.busy();
  expect(after(1_000)).toBeUndefined();
  moving.idle();
  expect(after(100_000)).toBeUndefined();
});
