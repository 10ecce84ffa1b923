import { appSecretBytes, stepAt, stepCode } from '@countersign/challenge';
import { appHmac } from '@countersign/engine';
import { qrCodeText } from '@countersign/runtime';
import type { Command } from 'commander';
import { type NotifierAnswer, askNotifier } from '../connection/notifier-api.ts';
import { fail, print, tell, withConnection } from './with-connection.ts';

interface EnrollFlags {
  readonly challenge?: string;
  readonly decision?: string;
  readonly label?: string;
}

/** `authenticator enroll|confirm|renew-codes|status|code`. */
export function addAuthenticatorCommands(program: Command): void {
  const authenticator = program
    .command('authenticator')
    .description('enrol an authenticator app for an account, as the page of a shop would');
  authenticator
    .command('enroll')
    .argument('<account>', 'id of the account')
    .option('--challenge <id>', 'the challenge that was verified for it')
    .option('--decision <id>', 'the held decision that a person released for it')
    .option('--label <text>', 'how the customer knows the account; stands in the app')
    .description('show the secret of a new app, with a QR code to scan; once')
    .action(enrollCommand);
  authenticator
    .command('confirm')
    .argument('<account>', 'id of the account')
    .argument('<enrolment>', 'as `enroll` told it')
    .argument('<code>', 'the six digits that the app shows')
    .description('prove that the app has the secret; shows the recovery codes, once')
    .action(confirmCommand);
  authenticator
    .command('renew-codes')
    .argument('<account>', 'id of the account')
    .option('--challenge <id>', 'the challenge that the app verified for it')
    .option('--decision <id>', 'the held decision that a person released for it')
    .description('make recovery codes anew and show them, once; the ones before are worthless at once')
    .action(renewCommand);
  authenticator
    .command('status')
    .argument('<account>', 'id of the account')
    .description('whether an app is enrolled, since when, and how many recovery codes are left')
    .action(statusCommand);
  authenticator
    .command('code')
    .argument('<secret>', 'as `enroll` showed it')
    .option('--next', 'the one that comes next')
    .description('what an app with this secret shows now; for trying out without a phone')
    .action((secret: string, { next }: { readonly next?: boolean }) => codeCommand(secret, next === true));
}

const ask = (path: string, body: object, done: (answer: NotifierAnswer['body']) => void) =>
  withConnection(async ({ verification }) => {
    const { status, body: told, error } = await askNotifier(verification, `/v1/authenticators/${path}`, body);
    if (status === 200) done(told);
    else
      fail(
        error ?? refusals[String(told['result'])] ?? 'The notifier gave an answer that the command line does not know.',
      );
  });

const refusals: Readonly<Record<string, string>> = {
  approval_too_weak:
    'This approval is too weak: it takes a code of the app itself, enrolled for 72 hours, or a held decision that a person released.',
  not_enrolled: 'This account has no authenticator app.',
  not_approved:
    'Not approved: it takes a challenge verified for a change of mfa of this account, or a held one that a person released lately.',
  approval_used: 'This approval served before; each allows one change.',
  rejected: 'rejected: a wrong code, or no such enrolment any more.',
};

const enrollCommand = (accountId: string, { challenge, decision, label }: EnrollFlags) =>
  ask('begin', { accountId, challengeId: challenge, decisionId: decision, label }, (told) => {
    const [uri, secret, until, enrolment] = ['uri', 'secret', 'expiresAt', 'enrolmentId'].map((one) =>
      String(told[one]),
    );
    print(qrCodeText(uri ?? ''));
    print(`secret     ${secret}\nuri        ${uri}\nuntil      ${until}`);
    tell(`confirm it: npx countersign authenticator confirm ${accountId} ${enrolment} <code>`);
  });

const confirmCommand = (accountId: string, enrolmentId: string, code: string) =>
  ask('confirm', { accountId, enrolmentId, code }, (told) => {
    print('enrolled');
    tell('Recovery codes, shown this once; each works once, where the app is lost:');
    print((told['recoveryCodes'] as readonly string[]).join('\n'));
  });

const renewCommand = (accountId: string, { challenge, decision }: EnrollFlags) =>
  ask('renew-recovery-codes', { accountId, challengeId: challenge, decisionId: decision }, (told) => {
    tell('Recovery codes, shown this once; the ones before no longer work:');
    print((told['recoveryCodes'] as readonly string[]).join('\n'));
  });

const statusCommand = (accountId: string) =>
  ask('status', { accountId }, ({ status, enrolledAt, strongFrom, recoveryCodesLeft }) =>
    print(
      status === 'none'
        ? 'none'
        : `enrolled   ${String(enrolledAt)}\nstrong     ${String(strongFrom)}\nrecovery   ${String(recoveryCodesLeft)} codes left`,
    ),
  );

function codeCommand(secret: string, isNext: boolean): void {
  const bytes = appSecretBytes(secret);
  if (bytes === undefined)
    return fail('That is no secret; allowed: the letters A to Z and digits 2 to 7 that `enroll` showed.');
  print(stepCode(bytes, stepAt(Date.now()) + (isNext ? 1 : 0), appHmac));
}
