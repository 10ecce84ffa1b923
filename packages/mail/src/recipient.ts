import { domainToASCII } from 'node:url';

/** Longest address that SMTP carries (RFC 5321 §4.5.3.1.3). */
const maxLength = 254;
const local = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
const domain = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/;

/**
 * The address to send to: one plain `local@domain` and nothing else, its domain in ASCII. Undefined for anything that a mail library
 * might read in another way: display names, comments, quoted local parts, lists, line breaks, addresses without a domain
 * (SEC-05).
 */
export function recipient(address: string): string | undefined {
  const at = address.lastIndexOf('@');
  const localPart = address.slice(0, at);
  const domainPart = domainToASCII(address.slice(at + 1));
  if (at < 1 || localPart.length > 64 || !local.test(localPart) || !domain.test(domainPart)) return undefined;
  const whole = `${localPart}@${domainPart}`;
  return whole.length > maxLength ? undefined : whole;
}
