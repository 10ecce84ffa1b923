import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';

/** Answers what is not even HTTP: too many headers, a request that never ends, noise. Nothing else can be said on it. */
export function answerUnreadable(error: Error & { readonly code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const [status, sentence] = unreadable[error.code ?? ''] ?? [400, 'The request is not HTTP.'];
  const body = `${JSON.stringify({ error: sentence })}\n`;
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Content-Type: application/json',
    'Connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}

const unreadable: Readonly<Record<string, readonly [status: number, sentence: string]>> = {
  HPE_HEADER_OVERFLOW: [431, 'The headers are too large: 16384 bytes are allowed.'],
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'The request did not arrive within 10 s.'],
};
