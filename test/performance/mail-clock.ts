import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

/** Milliseconds of the clock that every process of the machine shares. */
export const sharedMs = (): number => Number(process.hrtime.bigint()) / 1e6;

/** A real SMTP server that notes when each message was handed to it, whole. */
export interface MailClock {
  readonly url: string;
  /** By challenge. */
  readonly takenAtMs: ReadonlyMap<string, number>;
  close(): Promise<void>;
}

/** Takes every message on loopback; what it needs of one is its Message-ID. */
export async function mailClock(): Promise<MailClock> {
  const takenAtMs = new Map<string, number>();
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, _session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const [, id = ''] = /^Message-ID: <([^.@]+)\./im.exec(Buffer.concat(chunks).toString('latin1')) ?? [];
        takenAtMs.set(id, sharedMs());
        done();
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    takenAtMs,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
