import type { Outcome } from '@countersign/events';

/** How many by whose and what: `account-7 reported`. */
export type NoticeCounts = ReadonlyMap<string, number>;

/** So many of a kind reach one address in an hour, and no run takes longer. */
const mostOfAKind = 3;

/** What an outcome is to be told as (OTP-34, OTP-38); undefined: its customer hears nothing. */
export function toldAs({ accountId, kind, newPlace }: Outcome): string | undefined {
  if (kind === 'reported') return `${accountId} reported`;
  return newPlace === true && (kind === 'verified' || kind === 'failed') ? `${accountId} ${kind}` : undefined;
}

/** What a notice tells, by its subject and whom it reached. */
export function noticeOf(to: string, subject: string): string {
  const [account = ''] = to.split('@');
  const [kind = 'something else'] = Object.entries(subjects).find(([, words]) => subject.includes(words)) ?? [];
  return `${account} ${kind}`;
}

const subjects = {
  reported: 'a request was reported as not yours',
  verified: 'a code of yours was used from a new place',
  failed: 'wrong codes were typed for your account',
} as const;

/** Where what customers were told is not what happened, one sentence each. */
export const untold = (occasions: NoticeCounts, told: NoticeCounts): readonly string[] =>
  [...new Set([...occasions.keys(), ...told.keys()])].flatMap((what) => {
    const due = Math.min(occasions.get(what) ?? 0, mostOfAKind);
    const came = told.get(what) ?? 0;
    return came === due ? [] : [`notices of ${what}: ${came} came, ${due} were due`];
  });
