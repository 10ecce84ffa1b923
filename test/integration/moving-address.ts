import { connect, createServer, type Socket } from 'node:net';

/** One name for whichever server is the master: after a failover, the same address leads to another. */
export interface MovingAddress {
  readonly url: string;
  /** Cuts every connection; new ones go to `url`. */
  leadTo(url: string): void;
  close(): Promise<void>;
}

/** @param first URL of the server that the address leads to at first */
export async function movingAddress(first: string): Promise<MovingAddress> {
  let target = new URL(first);
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(Number(target.port), target.hostname);
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one);
      one.on('error', () => other.destroy()).on('close', () => sockets.delete(one) && other.destroy());
      one.pipe(other);
    }
  });
  await new Promise<void>((listening) => {
    server.listen(0, '127.0.0.1', listening);
  });
  const address = server.address();
  const cut = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: `redis://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`,
    leadTo(url) {
      target = new URL(url);
      cut();
    },
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        cut();
      }),
  };
}
