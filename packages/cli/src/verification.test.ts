import { createServer } from 'node:http';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Connection } from './connection/connection.ts';
import { reportNotMe, verifyCode } from './verification.ts';

let url = '';
const answers: { readonly status: number; readonly body: string }[] = [];
const server = createServer((_, response) => {
  const { status, body } = answers.shift() ?? { status: 500, body: 'oops' };
  response.writeHead(status, { 'content-type': 'application/json' }).end(body);
});
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  url = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
});
afterAll(() => void server.close());

const to = (where: string): Connection => ({ verification: { url: where, key: 'k' } }) as Connection;

it.each([
  ['a rejection', { status: 200, body: '{"result":"rejected"}' }, 'rejected'],
  [
    'a refused key',
    { status: 401, body: '{"error":"No."}' },
    { error: expect.stringContaining('No. Set COUNTERSIGN_API_KEY') },
  ],
  ['what is not JSON', { status: 502, body: '<html>' }, { error: expect.stringContaining('does not know') }],
])('understands %s', async (_, answer, understood) => {
  answers.push(answer);
  expect(await verifyCode(to(url), 'challenge', '123456', 'digest')).toEqual(understood);
});

it('says so where nobody answers, also of "not me"', async () => {
  const error = expect.stringContaining('Nothing answers at http://127.0.0.1:1');
  expect(await verifyCode(to('http://127.0.0.1:1'), 'challenge', '123456', 'digest')).toEqual({ error });
  expect(await reportNotMe(to('http://127.0.0.1:1'), 'challenge')).toEqual({ error });
});
