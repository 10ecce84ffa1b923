import type { AddressInfo } from 'node:net';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import { type NoticeCounts, noticeOf } from './notices.ts';

/** The customers of a chaos run: a mail server of their own, and what they make of the codes that arrive there. */
export interface Customers {
  readonly smtpUrl: string;
  /** Upstream's page: shows a challenge, whose code opens the act that the digest binds it to. */
  show(challengeId: string, bindingDigest: string): void;
  /** Challenges that a notifier called verified. */
  readonly verified: ReadonlySet<string>;
  /** One sentence each. */
  readonly violations: readonly string[];
  /** Mails that came, repetitions included. */
  mails(): number;
  /** Notices that came, each once. */
  told(): NoticeCounts;
  close(): Promise<void>;
}

type Habit = 'types the code' | 'guesses' | 'says not me' | 'does nothing';
/** By the last hexadecimal digit of the challenge's id. */
const habits: readonly Habit[] = [
  ...Array.from<Habit>({ length: 9 }).fill('types the code'),
  'guesses',
  'says not me',
  ...Array.from<Habit>({ length: 5 }).fill('does nothing'),
];
const habitOf = (challengeId: string): Habit => habits[Number.parseInt(challengeId.slice(-1), 16)] ?? 'does nothing';

/** @param notifiers base URLs; each call goes to another one */
export async function createCustomers(notifiers: readonly string[], apiKey: string): Promise<Customers> {
  const codes = new Map<string, string>();
  const digests = new Map<string, string>();
  const acted = new Set<string>();
  const verified = new Set<string>();
  const notices = new Map<string, string>();
  const told = new Map<string, number>();
  const violations: string[] = [];
  let mails = 0;
  let calls = 0;
  let isClosed = false;

  const call = async (challengeId: string, operation: string, body: object): Promise<number> => {
    while (!isClosed) {
      calls += 1;
      const status = await post(
        `${notifiers[calls % notifiers.length]}/v1/challenges/${challengeId}/${operation}`,
        apiKey,
        body,
      );
      if (status !== undefined && status !== 429 && status < 500) return status;
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
    return 0;
  };
  const type = async (challengeId: string, code: string): Promise<void> => {
    const status = await call(challengeId, 'verify', { code, bindingDigest: digests.get(challengeId) });
    if (status === 200 && verified.has(challengeId)) violations.push(`challenge ${challengeId} was verified twice`);
    if (status === 200) verified.add(challengeId);
  };
  const act = async (challengeId: string): Promise<void> => {
    const code = codes.get(challengeId);
    if (code === undefined || !digests.has(challengeId) || acted.has(challengeId)) return;
    acted.add(challengeId);
    const habit = habitOf(challengeId);
    if (habit === 'says not me') await call(challengeId, 'not-me', {});
    if (habit === 'types the code') await Promise.all([type(challengeId, code), type(challengeId, code)]);
    if (habit === 'guesses') for (let guess = 0; guess < 6; guess += 1) await type(challengeId, otherThan(code, guess));
  };

  /** A notice may come again after a crash, but only word by word; there is nothing to type in it. */
  const takeNotice = (id: string, { text = '', subject = '', to }: ParsedMail): void => {
    const known = notices.get(id);
    if (known !== undefined && known !== text) violations.push(`notice ${id} has two wordings`);
    if (/code: \d/.test(text)) violations.push(`notice ${id} carries a code`);
    notices.set(id, text);
    if (known !== undefined) return;
    const what = noticeOf([to].flat()[0]?.text ?? '', subject);
    told.set(what, (told.get(what) ?? 0) + 1);
  };

  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, _session, done) {
      simpleParser(stream, (error, mail) => {
        done(error);
        if (error) return;
        mails += 1;
        const id = /^<([^@]+)@/.exec(mail.messageId ?? '')?.[1] ?? '';
        if (id.endsWith('.notice')) return takeNotice(id, mail);
        const code = /^Your code: (\d+)$/m.exec(mail.text ?? '')?.[1] ?? '';
        const challengeId = id.slice(0, id.lastIndexOf('.'));
        const known = codes.get(id);
        if (code === '') violations.push(`mail ${id} carries no code`);
        if (known !== undefined && known !== code) violations.push(`send ${id} has two codes`);
        codes.set(id, code).set(challengeId, code);
        void act(challengeId);
      });
    },
  });
  // A notifier that is killed resets its connections: that is what a chaos run is for, and a mail server lives on.
  server.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'ECONNRESET' && error.code !== 'EPIPE')
      violations.push(`the mail server failed: ${error.message}`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  return {
    smtpUrl: `smtp://127.0.0.1:${port}`,
    show(challengeId, bindingDigest) {
      digests.set(challengeId, bindingDigest);
      void act(challengeId);
    },
    verified,
    violations,
    mails: () => mails,
    told: () => told,
    async close() {
      isClosed = true;
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

const otherThan = (code: string, by: number): string =>
  String((Number(code) + 1 + by) % 10 ** code.length).padStart(code.length, '0');

/** The status; undefined when nobody answered: the notifier may be dead, and the call done or not. */
const post = (url: string, apiKey: string, body: object): Promise<number | undefined> =>
  fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${apiKey}` },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(15_000),
  }).then(
    async (response) => {
      await response.arrayBuffer();
      return response.status;
    },
    () => undefined,
  );
