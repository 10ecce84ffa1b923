import type { EmailMessage, MessageSender } from '@countersign/engine';
import { createTransport } from 'nodemailer';
import { recipient } from './recipient.ts';
import { sendFailure } from './send-failure.ts';

export interface SmtpOptions {
  /**
   * `smtps://user:password@host:465` (TLS from the start) or `smtp://user:password@host:587` (STARTTLS, which must succeed
   * unless the host is this machine). User and password are percent-encoded.
   */
  readonly url: string;
  /** Encrypts the connection to a server on this machine too. */
  readonly isTlsRequired?: boolean;
  /** Address that messages come from. */
  readonly from: string;
  /** Name beside it; the shop's. */
  readonly fromName: string;
  /** A message not taken after this time is given up and counts as `timeout`; 10 s at most by the port's contract. */
  readonly timeoutMs?: number;
  /** Most connections open at a time. */
  readonly connections?: number;
  /** For servers with a certificate of one's own: PEM of the authority. Certificates are always checked. */
  readonly ca?: string;
}

/** A sender that holds connections. */
export interface SmtpSender extends MessageSender<EmailMessage> {
  /** Closes the connections; messages under way are finished. */
  close(): void;
}

/**
 * The library would open a new connection after 100, and one code in a hundred would wait for a greeting and a handshake. Below what
 * servers bear that count (Exim: 1,000).
 */
const messagesPerConnection = 500;

/**
 * Sends messages by SMTP over a pool of connections. Message-ID is `<message id @ domain of the sender>`: the same message
 * sent twice is the same to every mail program that looks.
 */
export function smtpSender(options: SmtpOptions): SmtpSender {
  const timeoutMs = options.timeoutMs ?? 10_000;
  const transport = createTransport({
    ...serverOf(new URL(options.url), options.isTlsRequired === true),
    pool: true,
    maxConnections: options.connections ?? 10,
    maxMessages: messagesPerConnection,
    // The pool must not try again behind our back: the notifier does, and knows when to stop.
    maxRequeues: 0,
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    dnsTimeout: timeoutMs,
    logger: false,
    tls: { minVersion: 'TLSv1.2', ...(options.ca === undefined ? {} : { ca: options.ca }) },
  });
  return {
    async send(message) {
      const to = recipient(message.to);
      if (to === undefined) return { ok: false, retry: false, reason: 'invalid_recipient' };
      try {
        await transport.sendMail({ ...mailOf(message, to, options), signal: AbortSignal.timeout(timeoutMs) });
        return { ok: true, providerId: messageId(message, options.from) };
      } catch (error) {
        return sendFailure(error);
      }
    },
    close: () => transport.close(),
  };
}

/** Where and how to connect, as the library takes it. TLS must succeed unless the server is this machine. */
export function serverOf(url: URL, isTlsRequired = false) {
  const isSecure = url.protocol === 'smtps:';
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const credentials = { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) };
  return {
    host,
    port: url.port === '' ? (isSecure ? 465 : 587) : Number(url.port),
    secure: isSecure,
    requireTLS: !isSecure && (isTlsRequired || !thisMachine.has(host)),
    ignoreTLS: !isSecure && !isTlsRequired && thisMachine.has(host),
    ...(url.username === '' ? {} : { auth: credentials }),
  };
}

const thisMachine = new Set(['localhost', '127.0.0.1', '::1']);

const mailOf = (message: EmailMessage, to: string, { from, fromName }: SmtpOptions) => ({
  envelope: { from, to: [to] },
  from: { name: fromName, address: from },
  to: { name: '', address: to },
  subject: message.subject,
  text: message.text,
  messageId: messageId(message, from),
  headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': message.language },
  // Nothing in a message may make the library read a file or fetch an address.
  disableFileAccess: true,
  disableUrlAccess: true,
});

const messageId = ({ id }: EmailMessage, from: string): string => `<${id}@${from.slice(from.lastIndexOf('@') + 1)}>`;
