import type { Action, Decision, Label } from '@countersign/events';

/** A past event that two policies part over. */
export interface Example {
  readonly decisionId: string;
  readonly eventId: string;
  readonly eventType: string;
  readonly accountId: string;
  readonly logTime: string;
  readonly recorded: { readonly action: Action; readonly score: number };
  readonly other: { readonly action: Action; readonly score: number };
  /** The heaviest reason of the policy that stops it; undefined where only a rule or a freeze does. */
  readonly reason: string | undefined;
  readonly label: Label['label'] | undefined;
}

/** Keeps the few examples whose scores differ most. */
export interface ExampleShelf {
  offer(
    decision: Decision,
    other: { readonly action: Action; readonly score: number; readonly reasons: Decision['reasons'] },
    label: Label['label'] | undefined,
  ): void;
  /** The widest apart first. */
  examples(): readonly Example[];
}

const most = 5;

export function exampleShelf(): ExampleShelf {
  let kept: Example[] = [];
  return {
    offer(decision, other, label) {
      const last = kept.at(-1);
      if (kept.length === most && last !== undefined && gap(last) >= Math.abs(other.score - decision.score)) return;
      kept = [...kept, exampleOf(decision, other, label)].toSorted((a, b) => gap(b) - gap(a)).slice(0, most);
    },
    examples: () => kept,
  };
}

const gap = ({ recorded, other }: Example): number => Math.abs(other.score - recorded.score);

function exampleOf(decision: Decision, other: Parameters<ExampleShelf['offer']>[1], label: Example['label']): Example {
  const { id, eventId, eventType, accountId, logTime, action, score } = decision;
  const against = (other.action === 'allow' ? decision : other).reasons.find(({ points }) => points > 0);
  return {
    decisionId: id,
    eventId,
    eventType,
    accountId,
    logTime,
    recorded: { action, score },
    other: { action: other.action, score: other.score },
    reason: against?.code,
    label,
  };
}
