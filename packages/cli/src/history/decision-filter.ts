import type { Decision } from '@countersign/events';

/** What decisions are looked for; what is absent does not matter. */
export interface DecisionWish {
  readonly account?: string;
  /** Pseudonyms: any of them is one of the event's keys. */
  readonly keys?: readonly string[];
  /** A reason code. */
  readonly reason?: string;
  /** A rule's id. */
  readonly rule?: string;
  readonly action?: string;
  readonly type?: string;
  readonly minScore?: number;
  /** Log time, epoch milliseconds: before this. */
  readonly untilMs?: number;
}

/** Whether a decision is one of those looked for. */
export function isWished(decision: Decision, wish: DecisionWish): boolean {
  const { account, keys, reason, rule, action, type, minScore, untilMs } = wish;
  return (
    (account === undefined || decision.accountId === account) &&
    (action === undefined || decision.action === action) &&
    (type === undefined || decision.eventType === type) &&
    (minScore === undefined || decision.score >= minScore) &&
    (untilMs === undefined || Date.parse(decision.logTime) < untilMs) &&
    (reason === undefined || decision.reasons.some(({ code }) => code === reason)) &&
    (rule === undefined || hasRule(decision, rule)) &&
    (keys === undefined || keys.includes(decision.keys.device ?? ''))
  );
}

/** Rules that add points stand among the reasons. */
const hasRule = ({ rules = [], reasons }: Decision, id: string): boolean =>
  rules.some((finding) => finding.id === id) || reasons.some(({ code }) => code === `rule:${id}`);

/**
 * Texts that the bytes of each wished record hold, so that the others need not be read: a search over weeks looks at bytes
 * alone, mostly.
 */
export function needlesOf({ account, keys, reason, rule, action, type }: DecisionWish): readonly Buffer[] {
  const texts = [account, reason, action, type, keys?.length === 1 ? keys[0] : undefined];
  const quoted = texts.filter((text) => text !== undefined).map((text) => JSON.stringify(text));
  return [...quoted, ...(rule === undefined ? [] : [rule])].map((text) => Buffer.from(text));
}
