import type { Label } from '@countersign/events';

/** One event as upstream would have published it, and what turned out to be true of it. */
export interface LabelledEvent {
  readonly id: string;
  readonly accountId: string;
  /** Epoch milliseconds. */
  readonly timeMs: number;
  /** CloudEvents 1.0 structured JSON. */
  readonly value: Uint8Array;
  readonly label: Label['label'] | undefined;
  /** When that became known, epoch milliseconds; undefined where nobody says. */
  readonly knownAtMs: number | undefined;
}

/** Events in order of time. They may be made one by one as they are asked for, so that no more than one is held. */
export interface LabelledEvents extends Iterable<LabelledEvent> {
  readonly length: number;
}
