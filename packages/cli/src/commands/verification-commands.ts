import type { Command } from 'commander';
import type { MailboxMessage } from '@countersign/mail';
import { findDecision } from '@countersign/engine';
import { codeInMessage } from '../output/code-in-message.ts';
import { reportNotMe, verifyCode } from '../verification.ts';
import { diagnose } from './doctor.ts';
import { fail, print, tell, withConnection } from './with-connection.ts';

/** `verify`, `not-me`, `mailbox`, `doctor`. */
export function addVerificationCommands(program: Command): void {
  program
    .command('verify')
    .argument('<challenge>', 'id of the challenge, or of its decision or event')
    .argument('<code>', 'the digits of the message or of the authenticator app, or a recovery code')
    .description('present a code, as the page of a shop would')
    .action((challengeId: string, code: string) => verifyCommand(challengeId, code));
  program
    .command('not-me')
    .argument('<challenge>', 'challenge id')
    .description('report "this wasn\'t me"')
    .action((challengeId: string) =>
      withConnection(async (connection) => {
        const answer = await reportNotMe(connection, challengeId);
        return answer === 'received' ? print(answer) : fail(answer.error);
      }),
    );
  program
    .command('mailbox')
    .option('--all', 'not only the newest')
    .option('--to <address>', 'only messages to this address')
    .description('show development messages, the newest first')
    .action((options: MailboxFlags) => mailboxCommand(options));
  program
    .command('doctor')
    .option('--dkim-selector <name>', 'selector of the key that your mail server signs with')
    .description('say what is configured, reachable or mis-set, and what to do')
    .action(doctorCommand);
}

const verifyCommand = (challengeId: string, code: string) =>
  withConnection(async (connection) => {
    // A shop knows the act that it waits for; here it is looked up, so that a person can play the shop.
    const decision = await findDecision(connection.reader, connection.topics.decisions, challengeId);
    if (decision?.challenge === undefined) return fail(`No decision asks for the challenge ${challengeId}.`);
    const answer = await verifyCode(connection, decision.challenge.id, code, decision.challenge.bindingDigest);
    if (typeof answer !== 'string') return fail(answer.error);
    if (answer === 'rejected') return fail('rejected');
    print('verified');
    tell('see what became of it: npx countersign tail outcomes --since 5m');
  });

interface MailboxFlags {
  readonly all?: boolean;
  readonly to?: string;
}

const shownMessages = 1;

const mailboxCommand = ({ all, to: wanted }: MailboxFlags) =>
  withConnection(async (connection) => {
    const every = ((await connection.mailbox?.()) ?? []) as readonly MailboxMessage[];
    const messages = every.filter(({ to }) => wanted === undefined || to === wanted);
    if (messages.length === 0) return tell(wanted === undefined ? 'The mailbox is empty.' : `No message to ${wanted}.`);
    for (const { id, to, subject, text } of all === true ? messages : messages.slice(0, shownMessages)) {
      print(`To: ${to}\nSubject: ${subject}\n\n${text.trim()}\n`);
      const code = codeInMessage(text);
      if (code !== undefined) tell(`verify it: npx countersign verify ${id.split('.')[0]} ${code}`);
    }
    if (all !== true && messages.length > shownMessages)
      tell(`${messages.length} messages in all; see them with --all`);
  });

const findingWords = { ok: 'ok     ', warning: 'warning', problem: 'PROBLEM', unknown: 'unknown' } as const;

const doctorCommand = ({ dkimSelector }: { readonly dkimSelector?: string }) =>
  withConnection(async (connection) => {
    for (const { what, how, says } of await diagnose(connection, { dkimSelector })) {
      print(`${findingWords[how]}  ${what.padEnd(14)} ${says}`);
      if (how === 'problem') process.exitCode = 1;
    }
  });
