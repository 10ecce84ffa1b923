import { toASCII } from 'tr46';

/** Why a text is no address that a message can be sent to. */
export type EmailProblem = 'too_long' | 'no_domain' | 'local_part' | 'domain';

/** An address in the one form that is stored and sent to, or why there is none. */
export type EmailAddress =
  | { readonly ok: true; readonly address: string }
  | { readonly ok: false; readonly problem: EmailProblem };

/** Longest address and local part that SMTP carries, in octets (RFC 5321 §4.5.3.1). */
const maxLength = 254;
const maxLocal = 64;
/** A dot-atom of RFC 5322: no quotes, comments, blanks or controls, and nothing that a mail library reads as a list. */
const dotAtom = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
/** Two labels at least, the last one no number: an address literal or a host of the local network is no domain. */
const publicName = /^[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?!\d+$)[a-z0-9-]+$/;

/**
 * Reads `local@domain` and nothing more: no display name, no comment, no quoted local part (SEC-05). The domain becomes what DNS
 * knows, A-labels in lower case (UTS 46, non-transitional); the local part is the mailbox's own matter and stays as it is.
 */
export function emailAddress(text: string): EmailAddress {
  const at = text.lastIndexOf('@');
  if (at < 1) return { ok: false, problem: 'no_domain' };
  const local = text.slice(0, at);
  if (!dotAtom.test(local)) return { ok: false, problem: 'local_part' };
  const domain = toASCII(text.slice(at + 1), strictly);
  if (domain === null || !publicName.test(domain)) return { ok: false, problem: 'domain' };
  if (local.length > maxLocal || local.length + 1 + domain.length > maxLength)
    return { ok: false, problem: 'too_long' };
  return { ok: true, address: `${local}@${domain}` };
}

const strictly = {
  checkBidi: true,
  checkHyphens: true,
  checkJoiners: true,
  useSTD3ASCIIRules: true,
  verifyDNSLength: true,
};

/** What to say of a problem, after "data.email.value "; never the address. */
export const emailProblemWords: Readonly<Record<EmailProblem, string>> = {
  too_long: 'is too long; an e-mail address has at most 254 characters, 64 of them before the @.',
  no_domain: 'is no e-mail address; allowed: local@domain.',
  local_part:
    'has something before the @ that no plain e-mail address has; allowed: local@domain, without name, quotes, comment or blanks.',
  domain: 'has a domain that no mail can reach; allowed: a host name of DNS, also an international one.',
};
