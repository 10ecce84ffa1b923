import { checkSmtp, type SmtpCheck } from '@countersign/mail';
import type { Finding } from './finding.ts';

/** A certificate that ends within so many days is told: after it nothing is sent. */
const soonDays = 14;
const dayMs = 86_400_000;

/**
 * Whether the mail server can be reached, encrypts, and lets us in. Where none is configured, it is another machine's, or messages go
 * to the mailbox of the folder.
 */
export async function mailFindings(
  smtpUrl: string | undefined,
  nowMs: number,
  check: (url: string) => Promise<SmtpCheck> = checkSmtp,
): Promise<readonly Finding[]> {
  if (smtpUrl !== undefined) return [found(await check(smtpUrl), nowMs)];
  const says =
    'COUNTERSIGN_SMTP_URL is not set here: without it messages go to the mailbox in the folder; run doctor with the settings of the notifier.';
  return [{ what: 'mail', how: 'unknown', says }];
}

function found(check: SmtpCheck, nowMs: number): Finding {
  if (!check.ok) return { what: 'mail', how: 'problem', says: whyNot(check) };
  const { server, certificateUntilMs, isLoggedIn } = check;
  const login = isLoggedIn ? 'the login is accepted' : 'no login is wanted';
  if (certificateUntilMs === undefined) {
    return { what: 'mail', how: 'ok', says: `${server} answers on this machine, without encryption; ${login}` };
  }
  const days = Math.floor((certificateUntilMs - nowMs) / dayMs);
  return days > soonDays
    ? {
        what: 'mail',
        how: 'ok',
        says: `${server} answers over TLS, its certificate is good for ${days} days; ${login}`,
      }
    : {
        what: 'mail',
        how: 'warning',
        says: `The certificate of ${server} ends in ${days} days, and then nothing is sent; have it renewed.`,
      };
}

function whyNot({ server, step, code }: Extract<SmtpCheck, { ok: false }>): string {
  const beginning = `The mail server ${server}`;
  switch (step) {
    case 'connection':
      return `${beginning} cannot be reached (${code}), so codes wait and expire; check COUNTERSIGN_SMTP_URL, and that this machine may connect there.`;
    case 'encryption':
      return `${beginning} offers no encryption that can be trusted (${code}), and codes never go out in clear; mend its certificate, or give its authority by NODE_EXTRA_CA_CERTS.`;
    case 'login':
      return `${beginning} refuses the login (${code}), so codes wait and expire; check user and password in COUNTERSIGN_SMTP_URL, percent-encoded.`;
  }
}
