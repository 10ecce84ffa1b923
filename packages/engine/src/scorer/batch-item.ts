import type { AccountEvent, DecisionFlag, Label, Outcome } from '@countersign/events';
import type { EntityUse } from '@countersign/scoring';
import type { EventKeys } from '../pseudonyms.ts';

interface Item {
  /** Pseudonym of the account: key of its profile. */
  readonly account: string;
  readonly logTimeMs: number;
  readonly offset: number;
}

export interface EventItem extends Item {
  readonly kind: 'event';
  readonly event: AccountEvent;
  readonly keys: EventKeys;
  readonly uses: readonly EntityUse[];
  /** Order time of DEL-12. */
  readonly timeMs: number;
  readonly flags: readonly DecisionFlag[];
  readonly traceparent: string | undefined;
}

export interface OutcomeItem extends Item {
  readonly kind: 'outcome';
  readonly outcome: Outcome;
  readonly traceparent: string | undefined;
}

export interface LabelItem extends Item {
  readonly kind: 'label';
  readonly label: Label;
}

/** One readable record of a batch, in log order. */
export type BatchItem = EventItem | OutcomeItem | LabelItem;
