import { type IncomingMessage, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** How a provider treats the next request; then it takes everything again. */
export type ProviderMood =
  | 'takes it'
  /** Takes the connection and the request, and says nothing. */
  | 'hangs'
  /** Closes the connection in the middle of its answer. */
  | 'breaks off'
  /** Sends its answer twice on the same connection. */
  | 'answers twice'
  /** Sends the caller elsewhere. */
  | 'redirects'
  | { readonly status: number; readonly body?: unknown };

/** A request as the provider got it. */
export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
}

/** A provider of SMS and calls as an HTTP server on loopback, with moods. It takes a message and, by itself, never delivers it. */
export interface PhoneProvider {
  readonly url: string;
  readonly requests: SeenRequest[];
  /** For the next requests, one each. */
  readonly moods: ProviderMood[];
  /** Sends a receipt as a provider would; resolves with the status of the answer and its body. */
  report(url: string, headers: Readonly<Record<string, string>>, body: string): Promise<readonly [number, string]>;
  close(): Promise<void>;
}

/** Starts one. */
export async function startPhoneProvider(): Promise<PhoneProvider> {
  const requests: SeenRequest[] = [];
  const moods: ProviderMood[] = [];
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
      requests.push({ method: request.method ?? '', path: request.url ?? '', headers, body });
      respond(moods.shift() ?? 'takes it', request, response, requests.length);
    });
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    moods,
    async report(url, headers, body) {
      const response = await fetch(url, { method: 'POST', headers, body });
      return [response.status, await response.text()];
    },
    async close() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => void server.close(() => resolve()));
    },
  };
}

function respond(mood: ProviderMood, request: IncomingMessage, response: ServerResponse, number: number): void {
  const taken = JSON.stringify({ sid: `SM${String(number).padStart(32, '0')}`, status: 'queued' });
  if (mood === 'hangs') return;
  if (mood === 'redirects') return void response.writeHead(307, { location: 'http://127.0.0.1:9/elsewhere' }).end();
  if (mood === 'breaks off') {
    response.writeHead(201, { 'content-length': '1000' }).write('{"sid"');
    return void request.socket.destroySoon();
  }
  if (mood === 'answers twice') {
    const answer = `HTTP/1.1 201 Created\r\nContent-Type: application/json\r\nContent-Length: ${taken.length}\r\n\r\n${taken}`;
    return void request.socket.end(answer + answer);
  }
  if (mood === 'takes it') return void response.writeHead(201, { 'content-type': 'application/json' }).end(taken);
  response.writeHead(mood.status, { 'content-type': 'application/json' }).end(JSON.stringify(mood.body ?? {}));
}
