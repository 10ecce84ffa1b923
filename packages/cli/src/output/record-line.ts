import type { Action, Challenge, Decision, Label, Outcome, Resolution } from '@countersign/events';
import { columns } from './columns.ts';

/** A decoded record of one of the topics that analysts tail. */
export type TailedRecord =
  | { readonly type: 'decision.made'; readonly data: Decision }
  | { readonly type: 'decision.resolved'; readonly data: Resolution }
  | { readonly type: 'challenge.requested'; readonly data: Challenge }
  | { readonly type: 'challenge.outcome'; readonly data: Outcome }
  | { readonly type: 'label.recorded'; readonly data: Label };

const actionStyles = { allow: 'green', challenge: 'yellow', hold: 'magenta', deny: 'red' } as const satisfies Record<
  Action,
  string
>;

/** One aligned line for a person at a terminal. */
export function recordLine(record: TailedRecord, isColoured: boolean): string {
  switch (record.type) {
    case 'decision.made':
      return decisionLine(record.data, isColoured);
    case 'decision.resolved':
      return line(record.data.at, record.data.accountId, record.data.resolution, record.data.decisionId, isColoured);
    case 'challenge.requested':
      return line(record.data.createdAt, record.data.accountId, record.data.purpose, record.data.id, isColoured);
    case 'challenge.outcome':
      return line(record.data.at, record.data.accountId, record.data.kind, record.data.challengeId, isColoured);
    case 'label.recorded':
      return line(record.data.knownAt, record.data.accountId, record.data.label, record.data.eventId, isColoured);
  }
}

function decisionLine(decision: Decision, isColoured: boolean): string {
  const reasons = decision.reasons.map(({ code, points }) => `${code} ${points > 0 ? '+' : ''}${points}`).join(', ');
  return columns(
    [
      { text: decision.logTime.slice(0, 19), width: 19, style: 'dim' },
      { text: decision.action, width: 9, style: actionStyles[decision.action] },
      { text: decision.score.toFixed(1), width: 5, align: 'right' },
      { text: decision.eventType, width: 30 },
      { text: decision.accountId, width: 16 },
      { text: decision.id, width: 36, style: 'dim' },
      { text: reasons, width: 80 },
    ],
    isColoured,
  );
}

const line = (time: string, account: string, word: string, id: string, isColoured: boolean): string =>
  columns(
    [
      { text: time.slice(0, 19), width: 19, style: 'dim' },
      { text: word, width: 22, style: 'cyan' },
      { text: account, width: 16 },
      { text: id, width: 36, style: 'dim' },
    ],
    isColoured,
  );
