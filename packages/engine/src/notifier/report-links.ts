import { sameBytes } from '@countersign/challenge';
import { utf8Bytes } from '@countersign/events';
import type { Mac } from '../ports/mac.ts';

/** What a token of a link says: the challenge that it reports, or why it does not. */
export type ReadLink =
  | { readonly ok: true; readonly challengeId: string; readonly expiresAtMs: number }
  | { readonly ok: false; readonly reason: 'expired' | 'invalid' };

/** Signs and reads the tokens of the link "This wasn't me" (OTP-34). */
export interface ReportLinks {
  /** 60 to 100 characters that an address holds as they are. The same challenge and instant always give the same one. */
  token(challengeId: string, sinceMs: number): string;
  /** Whether a token is ours and not over. Looks nothing up, and changes nothing. */
  read(token: string, nowMs: number): ReadLink;
}

/** How long a link works: mail is read late. The challenge itself is remembered a day longer. */
export const reportLinkMs = 7 * 86_400_000;

const macBytes = 16;
const pattern = /^([A-Za-z0-9_-]{1,32})\.([A-Za-z0-9_-]{22})\.([0-9a-z]{1,8})\.([A-Za-z0-9_-]{22})$/;

/** `kid.challenge.end.mac`: the challenge's 16 bytes and the mac in base64url, the end in seconds since 1970 in base 36. */
export function createReportLinks(mac: Pick<Mac, 'currentKid' | 'digest' | 'knows'>): ReportLinks {
  const signed = (challenge: string, end: string, kid: string): string =>
    Buffer.from(mac.digest('link', `not-me|v1|${challenge}|${end}`, kid).subarray(0, macBytes)).toString('base64url');
  return {
    token(challengeId, sinceMs) {
      const kid = mac.currentKid('link');
      const challenge = Buffer.from(challengeId.replaceAll('-', ''), 'hex').toString('base64url');
      const end = Math.floor((sinceMs + reportLinkMs) / 1000).toString(36);
      return `${kid}.${challenge}.${end}.${signed(challenge, end, kid)}`;
    },
    read(token, nowMs) {
      const [, kid = '', challenge = '', end = '', shown = ''] = pattern.exec(token) ?? [];
      if (kid === '' || !mac.knows('link', kid)) return { ok: false, reason: 'invalid' };
      if (!sameBytes(utf8Bytes(signed(challenge, end, kid)), utf8Bytes(shown))) return { ok: false, reason: 'invalid' };
      const expiresAtMs = Number.parseInt(end, 36) * 1000;
      if (nowMs >= expiresAtMs) return { ok: false, reason: 'expired' };
      return { ok: true, challengeId: uuidOf(challenge), expiresAtMs };
    },
  };
}

const uuidOf = (challenge: string): string =>
  Buffer.from(challenge, 'base64url')
    .toString('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
