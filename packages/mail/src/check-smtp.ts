import { checkServerIdentity } from 'node:tls';
import { createTransport } from 'nodemailer';
import { serverOf } from './smtp-sender.ts';

/** How far a mail server let somebody come who only looks. */
export type SmtpCheck =
  | {
      readonly ok: true;
      readonly server: string;
      /** Undefined where the way to it is not encrypted: only to this machine. Epoch milliseconds. */
      readonly certificateUntilMs: number | undefined;
      readonly isLoggedIn: boolean;
    }
  | {
      readonly ok: false;
      readonly server: string;
      /** Where it ended: no connection, no encryption that can be trusted, or the login. */
      readonly step: 'connection' | 'encryption' | 'login';
      /** The library's or the system's word for it; never the server's text, which may repeat the user. */
      readonly code: string;
    };

/**
 * Connects to a mail server as `smtpSender` does, encrypts and logs in, and leaves without a message. Never throws.
 * @param url as of `smtpSender`
 * @param ca PEM of an authority of one's own
 */
export async function checkSmtp(url: string, timeoutMs = 10_000, ca?: string): Promise<SmtpCheck> {
  const options = serverOf(new URL(url));
  const server = `${options.host}:${options.port}`;
  let certificateUntilMs: number | undefined;
  const transport = createTransport({
    ...options,
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    dnsTimeout: timeoutMs,
    logger: false,
    tls: {
      minVersion: 'TLSv1.2',
      ...(ca === undefined ? {} : { ca }),
      checkServerIdentity(host, certificate) {
        certificateUntilMs = Date.parse(certificate.valid_to);
        return checkServerIdentity(host, certificate);
      },
    },
  });
  try {
    await transport.verify();
    return { ok: true, server, certificateUntilMs, isLoggedIn: 'auth' in options };
  } catch (error) {
    return { ok: false, server, ...whereItEnded(error) };
  } finally {
    transport.close();
  }
}

function whereItEnded(error: unknown): { readonly step: 'connection' | 'encryption' | 'login'; readonly code: string } {
  const { code, command } = error as { readonly code?: unknown; readonly command?: unknown };
  const word = typeof code === 'string' ? code : 'unknown';
  if (word === 'EAUTH' || word === 'ENOAUTH' || word === 'EOAUTH2') return { step: 'login', code: word };
  const why = certificateCode(error);
  if (word === 'ETLS' || command === 'STARTTLS' || why !== undefined) return { step: 'encryption', code: why ?? word };
  return { step: 'connection', code: word };
}

/** The library keeps what OpenSSL said as text only. */
const certificateCode = (error: unknown): string | undefined =>
  /self[- ]signed|certificate|altnames|wrong version number|unable to verify/i.test(
    error instanceof Error ? error.message : '',
  )
    ? (/self[- ]signed|expired|altnames|unable to verify|wrong version/i.exec((error as Error).message)?.[0] ??
      'certificate')
    : undefined;
