/** What a server says of a message beyond its three digits (RFC 3463): subject and detail of `5.1.1`. */
export interface EnhancedStatus {
  readonly subject: number;
  readonly detail: number;
}

/** The enhanced status code at the beginning of an answer; undefined where the server sends none. */
export function enhancedStatus(response: string): EnhancedStatus | undefined {
  const found = /^\d{3}[ -][245]\.(\d{1,3})\.(\d{1,3})(?: |$)/.exec(response);
  return found === null ? undefined : { subject: Number(found[1]), detail: Number(found[2]) };
}

/**
 * Whether a final answer is about the address itself: nothing sent there will ever arrive. Unknown mailbox or domain, a bad
 * or ambiguous address, one that moved, a domain without mail (RFC 3463 §3.2, RFC 7505), a mailbox that is disabled (§3.3). Not that
 * it is full, nor what a policy refuses.
 */
export const isAboutAddress = ({ subject, detail }: EnhancedStatus): boolean =>
  (subject === 1 && deadAddress.has(detail)) || (subject === 2 && detail === 1);

const deadAddress = new Set([1, 2, 3, 4, 6, 10]);
