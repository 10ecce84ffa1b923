import { type Socket, connect } from 'node:net';

/** POSTs over kept connections without the machinery of Node's own client: the load of a bench must leave the cores to what is measured. */
export interface LeanClient {
  /** The status of the answer, once its whole body came. Waits for a connection when all are busy. */
  post(path: string, body: string): Promise<number>;
  close(): void;
}

interface Ask {
  readonly bytes: string;
  answered(status: number): void;
  failed(error: Error): void;
}

/** Speaks HTTP/1.1 to one server on loopback whose answers say their length. @param connections most requests at once */
export function leanClient(url: string, apiKey: string, connections: number): LeanClient {
  const { hostname, port, host } = new URL(url);
  const head = `HTTP/1.1\r\nhost: ${host}\r\nauthorization: Bearer ${apiKey}\r\ncontent-type: application/json\r\n`;
  const waiting: Ask[] = [];
  const idle: Line[] = [];
  const all = new Set<Line>();
  const next = (line: Line): void => {
    const ask = waiting.shift();
    if (ask === undefined) idle.push(line);
    else line.ask(ask);
  };
  const opened = (): Line | undefined => {
    if (all.size === connections) return undefined;
    const line = openLine(connect({ host: hostname, port: Number(port), noDelay: true }), () => next(line));
    all.add(line);
    return line;
  };
  return {
    post: (path, body) =>
      new Promise((answered, failed) => {
        const bytes = `POST ${path} ${head}content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
        const line = idle.pop() ?? opened();
        if (line === undefined) waiting.push({ bytes, answered, failed });
        else line.ask({ bytes, answered, failed });
      }),
    close() {
      for (const line of all) line.end();
    },
  };
}

interface Line {
  ask(ask: Ask): void;
  end(): void;
}

/** One connection, with one request at a time. */
function openLine(socket: Socket, isFree: () => void): Line {
  let current: Ask | undefined;
  let text = '';
  socket.setEncoding('latin1');
  socket.on('data', (chunk: string) => {
    text += chunk;
    const status = statusOf(text);
    if (status === undefined) return;
    const answered = current?.answered;
    current = undefined;
    text = '';
    answered?.(status);
    isFree();
  });
  socket.on('error', (error) => current?.failed(error));
  return {
    ask(ask) {
      current = ask;
      socket.write(ask.bytes, 'latin1');
    },
    end: () => socket.destroy(),
  };
}

/** The status of an answer that is whole. */
function statusOf(text: string): number | undefined {
  const bodyAt = text.indexOf('\r\n\r\n') + 4;
  const length = /content-length: (\d+)/i.exec(text)?.[1];
  return bodyAt < 4 || text.length < bodyAt + Number(length) ? undefined : Number(text.slice(9, 12));
}
